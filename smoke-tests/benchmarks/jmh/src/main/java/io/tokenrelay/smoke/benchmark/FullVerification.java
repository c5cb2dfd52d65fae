package io.tokenrelay.smoke.benchmark;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * What it costs to verify a token, from its text to its claims: with the libraries that services
 * use, each as its documentation says, issuer, audience and time checked; with TokenRelay when it
 * has not seen the token yet, and when it has; and the bare signature, below which none can be.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class FullVerification {
  @Benchmark
  public boolean bareSignature(Given given) throws Exception {
    return given.tokens.verifyBare(given.signed, given.signature);
  }

  @Benchmark
  public String onlyTheText(Given given) {
    return given.tokens.next();
  }

  @Benchmark
  public Verdict tokenRelayHit(Given given) {
    return given.remembering.verify(given.tokens.next(), UNLIMITED);
  }

  @Benchmark
  public Verdict tokenRelayMiss(Given given) {
    return given.forgetful.verify(given.tokens.next(), UNLIMITED);
  }

  @Benchmark
  public Object nimbus(Given given, Nimbus nimbus) throws Exception {
    return nimbus.processor.process(given.tokens.next(), null);
  }

  @Benchmark
  public Object spring(Given given, Spring spring) {
    return spring.decoder.decode(given.tokens.next());
  }

  @Benchmark
  public Object auth0(Given given, Auth0 auth0) {
    return auth0.verifier.verify(given.tokens.next());
  }

  @Benchmark
  public Object jose4j(Given given, Jose4j jose4j) throws Exception {
    return jose4j.consumer.processToClaims(given.tokens.next());
  }

  @Benchmark
  public Object jjwt(Given given, Jjwt jjwt) {
    return jjwt.parser.parseSignedClaims(given.tokens.next()).getPayload();
  }

  /** The tokens, and TokenRelay's verifier twice: one that remembers nothing, one that does. */
  @State(Scope.Benchmark)
  public static class Given {
    @Param({"RS256", "ES256", "EdDSA"})
    String algorithm;

    private IssuedTokens tokens;
    private byte[] signed;
    private byte[] signature;
    private CachingTokenVerifier forgetful;
    private CachingTokenVerifier remembering;

    @Setup
    public void prepare() throws Exception {
      tokens = IssuedTokens.of(algorithm, 1_000);
      signed = tokens.signed(0);
      signature = tokens.signature(0);
      forgetful = tokens.verifier(0);
      remembering = tokens.verifier(32L << 20);
      for (int i = 0; i < tokens.count(); i++) {
        require(remembering.verify(tokens.text(i), UNLIMITED).outcome() == Verdict.Outcome.VALID);
      }
      require(forgetful.verify(tokens.text(0), UNLIMITED).outcome() == Verdict.Outcome.VALID);
    }

    @TearDown
    public void close() {
      forgetful.close();
      remembering.close();
    }

    private static void require(boolean condition) {
      if (!condition) {
        throw new IllegalStateException("a token of the benchmark is not valid");
      }
    }
  }

  /** Nimbus JOSE+JWT. It cannot select keys for EdDSA. */
  @State(Scope.Thread)
  public static class Nimbus {
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    @Setup
    public void prepare(Given given) {
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(
              JWSAlgorithm.parse(given.algorithm), new ImmutableJWKSet<>(given.tokens.jwks())));
      processor.setJWTClaimsSetVerifier(
          new DefaultJWTClaimsVerifier<>(
              IssuedTokens.AUDIENCE,
              new JWTClaimsSet.Builder().issuer(IssuedTokens.ISSUER).build(),
              new HashSet<>(Collections.singleton("exp"))));
    }
  }

  /** Spring Security's resource server. It stands on Nimbus, and so has no EdDSA. */
  @State(Scope.Thread)
  public static class Spring {
    private NimbusJwtDecoder decoder;

    @Setup
    public void prepare(Nimbus nimbus) {
      decoder = new NimbusJwtDecoder(nimbus.processor);
      decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(IssuedTokens.ISSUER));
    }
  }

  /** auth0 java-jwt. It has no EdDSA. */
  @State(Scope.Thread)
  public static class Auth0 {
    private JWTVerifier verifier;

    @Setup
    public void prepare(Given given) {
      verifier =
          JWT.require(algorithm(given))
              .withIssuer(IssuedTokens.ISSUER)
              .withAudience(IssuedTokens.AUDIENCE)
              .build();
    }

    private static Algorithm algorithm(Given given) {
      Object key = given.tokens.keys().getPublic();
      switch (given.algorithm) {
        case "RS256":
          return Algorithm.RSA256((RSAPublicKey) key, null);
        case "ES256":
          return Algorithm.ECDSA256((ECPublicKey) key, null);
        default:
          throw new UnsupportedOperationException("java-jwt has no " + given.algorithm);
      }
    }
  }

  @State(Scope.Thread)
  public static class Jose4j {
    private JwtConsumer consumer;

    @Setup
    public void prepare(Given given) {
      consumer =
          new JwtConsumerBuilder()
              .setVerificationKey(given.tokens.keys().getPublic())
              .setExpectedIssuer(IssuedTokens.ISSUER)
              .setExpectedAudience(IssuedTokens.AUDIENCE)
              .setRequireExpirationTime()
              .build();
    }
  }

  @State(Scope.Thread)
  public static class Jjwt {
    private JwtParser parser;

    @Setup
    public void prepare(Given given) {
      parser =
          Jwts.parser()
              .verifyWith(given.tokens.keys().getPublic())
              .requireIssuer(IssuedTokens.ISSUER)
              .requireAudience(IssuedTokens.AUDIENCE)
              .build();
    }
  }
}
