package io.flowlake.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option that says what one run is to do, such as {@code --dry-run}: only the command line
 * may give it, neither the environment nor a file.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface ThisRunOnly {}
