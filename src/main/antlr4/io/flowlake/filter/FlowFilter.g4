/*
 * The filter language, after nfdump and tcpdump; docs/filter.md is its reference.
 *
 * The grammar is LL(1): one token tells which way to go, so parsing takes linear time whatever comes. What a name
 * or a value may be (a column, an address, a port, a time) is no matter of grammar: FilterBuilder sees to that.
 */
grammar FlowFilter;

options { caseInsensitive = true; }

filter : either? EOF ;

either : both (OR both)* ;

both : complement (AND complement)* ;

complement : NOT* (OPEN_PAREN either CLOSE_PAREN | test) ;

test
  : ANY                                      # everything
  | OPEN                                     # open
  | DEFUNCT                                  # defunct
  | ACTIVE span                              # active      // active 2026-11-01..2026-11-02
  | field=(TCP_FLAGS | FLOW_FLAGS) flags     # flagTest    // flags all [SYN ACK]
  | name (comparison | operand)              # fieldTest   // dst port 443
  ;

// What, or whose and what: protocol, src port, recv bytes.
name : side=(SOURCE | DEST | SENT | RECEIVED)? WORD ;

comparison : operator operand | NOT? IN operand ;

operator : EQUAL | UNEQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL ;

operand : span | list ;

list
  : OPEN_BRACKET (span (COMMA span)*)? CLOSE_BRACKET
  | OPEN_PAREN (span (COMMA span)*)? CLOSE_PAREN
  ;

// A value, a range, or a range that is open at one end or both.
span : low=value (RANGE high=value?)? | RANGE high=value? ;

value : WORD | STRING ;

flags
  : how=(WORD | STRING | ANY) flagSet?       # flagMode    // any [SYN ACK], S/SA
  | comparison                               # flagNumber  // = 18
  ;

flagSet : value | OPEN_BRACKET value (COMMA? value)* CLOSE_BRACKET ;

// Words of the language. As values they are quoted.
AND : 'and' | '&&' ;
OR : 'or' | '||' ;
NOT : 'not' | '!' ;
IN : 'in' ;
ANY : 'any' ;
OPEN : 'open' ;
DEFUNCT : 'defunct' ;
ACTIVE : 'active' ;
SOURCE : 'src' | 'source' ;
DEST : 'dst' | 'dest' | 'destination' ;
SENT : 'sent' ;
RECEIVED : 'recv' | 'received' ;
TCP_FLAGS : ('tcp' [ _-]?)? 'flags' ;
FLOW_FLAGS : 'flow' [ _-]? 'flags' ;

EQUAL : '=' | '==' ;
UNEQUAL : '!=' | '<>' ;
LESS_OR_EQUAL : '<=' ;
LESS : '<' ;
GREATER_OR_EQUAL : '>=' ;
GREATER : '>' ;
OPEN_PAREN : '(' ;
CLOSE_PAREN : ')' ;
OPEN_BRACKET : '[' ;
CLOSE_BRACKET : ']' ;
COMMA : ',' ;
RANGE : '..' ;

STRING : '\'' (ESCAPE | ~['\\])* '\'' | '"' (ESCAPE | ~["\\])* '"' ;

// Dots within, but not two: 10.0.0.0/8, 8000..8100. A '#' within is no comment, so that nothing is lost silently.
WORD : WORD_START WORD_PART* ('.' WORD_PART+)* ;

SPACE : [\p{White_Space}\uFEFF]+ -> skip ;
COMMENT : '#' ~[\r\n]* -> skip ;

// What can be no token; TokenCheck words the errors.
UNCLOSED : '\'' (ESCAPE | ~['\\])* '\\'? | '"' (ESCAPE | ~["\\])* '\\'? ;
STRAY : . ;

fragment ESCAPE : '\\' . ;
fragment WORD_START
  : ESCAPE
  | ~[\p{White_Space}\p{Cc}\p{Cf}\p{Cs}'"\u2018-\u201F()[\],.=<>!&|#\\]
  ;
fragment WORD_PART : WORD_START | '#' ;
