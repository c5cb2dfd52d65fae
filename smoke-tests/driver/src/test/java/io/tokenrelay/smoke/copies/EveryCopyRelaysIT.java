package io.tokenrelay.smoke.copies;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tokenrelay.smoke.Installation;
import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.Jdks;
import io.tokenrelay.smoke.Logs;
import io.tokenrelay.smoke.OnJava;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * One JVM has every library several times: in two applications side by side, in one below another
 * (as in a server that brings the same library), and in one that is deployed after another is gone.
 * Every call site of every advice is linked in each copy, and each copy's servers, carriers and
 * clients relay the token of the user who asked. Last comes a copy with a Reactor that the advice
 * does not fit: there nobody's calls get a token, and the others go on.
 */
class EveryCopyRelaysIT {
  private static final String ISSUER = "https://copies.test";

  @OnJava({8, 11, 17, 25})
  void everyCopyRelays(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    Installation installation = Installation.fromSystemProperties();
    Path folder = installation.freshFolder("copies-" + jdk.feature());
    Path output = folder.resolve("copies.log");
    Process copies = start(jdk, installation, folder, output);
    try {
      assertThat(copies.waitFor(10, TimeUnit.MINUTES)).as("ends").isTrue();
    } finally {
      copies.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output);
    List<String> right = starting(lines, "ok ");
    System.out.printf("%s: %d things right in every copy%n", jdk, right.size());
    assertThat(starting(lines, "wrong")).isEmpty();
    assertThat(copies.exitValue()).isZero();
    assertThat(lines.stream().filter(line -> line.contains(" is off in ")))
        .as("the odd Reactor's, and nothing else")
        .hasSize(1)
        .allMatch(line -> line.contains("WARN reactor is off in "));
    assertThat(right).hasSizeGreaterThan(400);
    Logs.holdNoToken(folder);
  }

  private static Process start(Jdk jdk, Installation installation, Path folder, Path output)
      throws Exception {
    Path types = Files.write(folder.resolve("types"), RulesOfTheAgent.types(installation.agent()));
    RSAKey key = new RSAKeyGenerator(2048).keyID("copies").generate();
    Path keys =
        Files.writeString(folder.resolve("keys.json"), new JWKSet(key.toPublicJWK()).toString());
    String classPath = installation.classPathOf("services/copies");
    return new ProcessBuilder(
            jdk.java().toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-javaagent:" + installation.agent(),
            "-javaagent:" + spy(folder),
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-Dtokenrelay.issuer=" + ISSUER,
            "-Dtokenrelay.jwks-file=" + keys,
            "-Dtokenrelay.log.level=debug",
            "-cp",
            ownClassPath(classPath),
            "com.example.copies.Copies",
            classPath,
            types.toString(),
            token(key, "alice"),
            token(key, "bob"))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static List<String> starting(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).toList();
  }

  /** What is no copy's: the program itself, and what reads class files. */
  private static String ownClassPath(String classPath) {
    List<String> own = new ArrayList<>();
    for (String path : classPath.split(File.pathSeparator)) {
      String name = Path.of(path).getFileName().toString();
      if (name.equals("classes") || name.startsWith("asm-")) {
        own.add(path);
      }
    }
    return String.join(File.pathSeparator, own);
  }

  /** A jar with a manifest and nothing else: its class comes from the class path. */
  private static Path spy(Path folder) throws Exception {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Premain-Class", "com.example.copies.Spy");
    main.putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("spy.jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return jar;
  }

  private static String token(RSAKey key, String user) throws Exception {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("copies").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(user)
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
