package io.tokenrelay.agent.main.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelocatedPackageTest {
  private static final String NAME = "tokenrelay.relocations";

  @Test
  void readsPairsOfPackages() {
    Config config =
        Given.property(NAME, "org.apache.http=com.acme.http, okhttp3=com.acme.okhttp3").config();

    assertThat(config.refusals()).isEmpty();
    assertThat(config.problems()).isEmpty();
    assertThat(config.values().find(AgentProperties.RELOCATIONS))
        .extracting(RelocatedPackage::toString)
        .containsExactly("org.apache.http=com.acme.http", "okhttp3=com.acme.okhttp3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "okhttp3 | 'okhttp3' is not two names of packages",
        "okhttp3= | 'okhttp3=' is not two names of packages",
        "=com.acme | '=com.acme' is not two names of packages",
        "okhttp3=a=b | 'okhttp3=a=b' is not two names of packages",
        "okhttp3.*=a.* | 'okhttp3.*=a.*' is not two names of packages",
        "okhttp3=com/acme | 'okhttp3=com/acme' is not two names of packages",
        "okhttp3.=a | 'okhttp3.=a' is not two names of packages",
        "okhttp3=okhttp3 | 'okhttp3=okhttp3' has the same name on both sides",
        "io.grpc.Metadata=x.Metadata | 'io.grpc.Metadata=x.Metadata' names a class",
        "org.eclipse.jetty.server.Server=x.server | 'org.eclipse.jetty.server.Server=x.server' names a class",
        "okhttp3=okhttp3.shaded | 'okhttp3=okhttp3.shaded' overlaps",
        "com.acme.http=com.acme | 'com.acme.http=com.acme' overlaps",
        "java.net.http=a.http | 'java.net.http=a.http' names classes of the JDK",
        "okhttp3=java.okhttp3 | 'okhttp3=java.okhttp3' names classes of the JDK",
        "io.tokenrelay.agent=a | 'io.tokenrelay.agent=a' names classes of TokenRelay",
        "okhttp3=io.tokenrelay | 'okhttp3=io.tokenrelay' names classes of TokenRelay",
        "io=a | 'io=a' names classes of TokenRelay",
        "okhttp3=a,okio=a | 'okio=a' overlaps with okhttp3=a",
        "okhttp3=a,okhttp3=a.b | 'okhttp3=a.b' overlaps with okhttp3=a",
      })
  void refusesWhatCannotBeMeant(String text, String line) {
    Config config = Given.property(NAME, text).config();

    assertThat(config.refusals())
        .singleElement()
        .asString()
        .startsWith(NAME + ": " + line)
        .endsWith("; no shaded copy is woven");
    assertThat(config.values().find(AgentProperties.RELOCATIONS)).isNull();
  }

  @Test
  void allowsTheSamePairTwiceAndNestedPackages() {
    Config config =
        Given.property(
                NAME, "okhttp3=a.okhttp3,okhttp3=a.okhttp3,org.acme=a,okhttp3.internal=a.internal")
            .config();

    assertThat(config.refusals()).isEmpty();
  }
}
