package io.tokenrelay.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cache of linked classes (JEP 483, JEP 514) is made with the agent attached, an archive of
 * loaded ones (JEP 350) without it, since the JVM makes none otherwise; both are used with the
 * agent. The JVM dies while it makes a cache where certain classes of its own were changed; and a
 * class that comes out of one may have been there before the agent.
 */
class ArchivedClassesIT {
  @TempDir Path folder;

  @Test
  void areMadeIntoACacheAndUsed() throws Exception {
    Jdk jdk = Jdks.require(25);
    Path cache = folder.resolve("service.aot");
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    try (LoneGateway gateway = gateway(jdk, issuer, "-XX:AOTCacheOutput=" + cache)) {
      relays(gateway, issuer);
      gateway.end();
      assertThat(cache).as(gateway.output()).isNotEmptyFile();
    }
    use(jdk, "-XX:AOTCache=" + cache, "-XX:AOTMode=on");
  }

  @OnJava({17, 21, 25})
  void areMadeIntoAnArchiveAndUsed(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Path archive = folder.resolve("service.jsa");
    try (LoneGateway gateway =
        LoneGateway.withoutAgentOn(jdk, "archive", "-XX:ArchiveClassesAtExit=" + archive)) {
      gateway.checkout("one", "no token of anybody's");
      gateway.end();
      assertThat(archive).as(gateway.output()).isNotEmptyFile();
    }
    use(jdk, "-XX:SharedArchiveFile=" + archive, "-Xshare:on");
  }

  private void use(Jdk jdk, String... options) throws Exception {
    IssuerInAFile issuer = IssuerInAFile.in(folder);
    Path loading = folder.resolve("loading.log");
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Xlog:class+load:file=" + loading);
    try (LoneGateway gateway = gateway(jdk, issuer, all.toArray(new String[0]))) {
      relays(gateway, issuer);
      gateway.end();
    }
    List<String> loaded = Files.readAllLines(loading);
    assertThat(loaded.stream().filter(line -> line.contains("com.example.shop.gateway.Gateway ")))
        .as("the application's own class")
        .singleElement()
        .asString()
        .contains("shared objects file");
  }

  private static LoneGateway gateway(Jdk jdk, IssuerInAFile issuer, String... options)
      throws Exception {
    List<String> all = new ArrayList<>();
    Collections.addAll(all, options);
    all.add("-Dtokenrelay.issuer=" + IssuerInAFile.NAME);
    all.add("-Dtokenrelay.jwks-file=" + issuer.keys());
    return LoneGateway.packagedOn(jdk, "archive", all.toArray(new String[0]));
  }

  private static void relays(LoneGateway gateway, IssuerInAFile issuer) throws Exception {
    gateway.checkout("one", issuer.token("alice"));
    assertThat(gateway.relayed("one")).hasSize(1);
  }
}
