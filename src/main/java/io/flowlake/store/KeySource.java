package io.flowlake.store;

import java.nio.file.Path;

/** Where the keys of an S3 location come from; never the keys themselves. */
public sealed interface KeySource {
  /** Where that is, in a few words for people. */
  String inWords();

  /**
   * The AWS SDK's own chain: environment, web identity, {@code AWS_PROFILE}, container, instance.
   */
  record DefaultChain() implements KeySource {
    @Override
    public String inWords() {
      return "the default chain of AWS (environment, profile, role of the machine)";
    }
  }

  /** {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN}. */
  record Environment() implements KeySource {
    @Override
    public String inWords() {
      return "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment";
    }
  }

  /**
   * A profile of {@code ~/.aws/config} and {@code ~/.aws/credentials}.
   *
   * @param name as after {@code AWS_PROFILE=}
   */
  record Profile(String name) implements KeySource {
    @Override
    public String inWords() {
      return "the AWS profile " + name;
    }
  }

  /**
   * A Hadoop credential store, with the aliases that S3A uses too: {@code fs.s3a.access.key},
   * {@code fs.s3a.secret.key} and, where there is one, {@code fs.s3a.session.token}.
   *
   * @param providers as in {@code hadoop.security.credential.provider.path}
   */
  record HadoopProvider(String providers) implements KeySource {
    @Override
    public String inWords() {
      return "the Hadoop credential store " + providers;
    }
  }

  /**
   * A file of ours that nobody but its owner may read.
   *
   * @param path absolute
   */
  record SavedFile(Path path) implements KeySource {
    @Override
    public String inWords() {
      return "the file " + path;
    }
  }
}
