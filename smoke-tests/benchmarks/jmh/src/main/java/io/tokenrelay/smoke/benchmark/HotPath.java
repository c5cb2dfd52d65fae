package io.tokenrelay.smoke.benchmark;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Distribution;
import io.tokenrelay.agent.meter.Measurements;
import io.tokenrelay.agent.meter.Metric;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.meter.WallClock;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.InboundRelay;
import io.tokenrelay.agent.relay.OutboundRelay;
import io.tokenrelay.agent.relay.RelayPolicy;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.issuer.Announced;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.bootstrap.Carried;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.instrumentation.spi.Exchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.concurrent.TimeUnit;
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

/**
 * What one request costs inside the agent: without a token, with one that is in the cache, and one
 * outbound hop; beside a full verification by Nimbus, which is what a service without the agent
 * would pay each time.
 *
 * <p>A container makes a new String for each header it hands over; so do the benchmarks, and {@link
 * #newString} is what that alone costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HotPath {
  private static final String ISSUER = "https://idp.example/realms/benchmark";

  @Param("1000")
  int tokens;

  /** Whether somebody reads the metrics: only then are different tokens counted. */
  @Param("false")
  boolean measured;

  private byte[][] texts;
  private int next;
  private CachingTokenVerifier verifier;
  private InboundRelay inbound;
  private OutboundRelay outbound;
  private Object snapshot;
  private DefaultJWTProcessor<SecurityContext> nimbus;
  private final Runnable task = () -> {};
  private final Request withoutToken = new Request(null);
  private final Call call = new Call();

  @Setup
  public void prepare() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("benchmark").generate();
    Path jwks = Files.createTempFile("jwks", ".json");
    jwks.toFile().deleteOnExit();
    Files.write(jwks, new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8));
    Counters counters = new Counters();
    Switch on = new Switch();
    verifier =
        CachingTokenVerifier.create(
            new VerifierSettings(
                Values.defaults(),
                Collections.singletonList(
                    IssuerSettings.of(
                        Values.of("benchmark")
                            .with(IssuerProperties.URI, ISSUER)
                            .with(IssuerProperties.JWKS_FILE, jwks.toString()),
                        Announced.TO_NOBODY))),
            counters,
            System::currentTimeMillis);
    RelayPolicy policy = RelayPolicy.of(Values.defaults());
    inbound =
        new InboundRelay(
            InboundPolicy.of(Values.defaults()),
            verifier,
            null,
            FailureLimit.NONE,
            counters,
            on,
            new Switch(),
            WallClock.INSTANCE);
    outbound = new OutboundRelay(policy, counters, new Ledger(200), on);
    texts = new byte[tokens][];
    for (int i = 0; i < tokens; i++) {
      texts[i] = ("Bearer " + token(key, i)).getBytes(StandardCharsets.ISO_8859_1);
      if (verifier.verify(bearer(i).substring(7), UNLIMITED).outcome() != Verdict.Outcome.VALID) {
        throw new IllegalStateException("a token of the benchmark is not valid");
      }
    }
    if (measured) {
      verifier.measure(new Unread());
    }
    snapshot = inbound.receive(new Request(bearer(0))).snapshot();
    nimbus = new DefaultJWTProcessor<>();
    nimbus.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256, new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()))));
  }

  @TearDown
  public void close() {
    verifier.close();
  }

  @Benchmark
  public String newString() {
    return bearer(next());
  }

  @Benchmark
  public Verdict verifyFromTheCache() {
    return verifier.verify(bearer(next()).substring(7), UNLIMITED);
  }

  @Benchmark
  public JWTClaimsSet verifyWithNimbus() throws Exception {
    return nimbus.process(bearer(next()).substring(7), null);
  }

  @Benchmark
  public Exchange requestWithoutToken() {
    return serve(withoutToken);
  }

  @Benchmark
  public Exchange requestWithToken() {
    return serve(new Request(bearer(next())));
  }

  @Benchmark
  public boolean hopWithoutToken() {
    return outbound.relay(null, call);
  }

  @Benchmark
  public boolean hopWithToken() {
    return outbound.relay(snapshot, call);
  }

  @Benchmark
  public Runnable wrapWithoutToken() {
    return Carried.wrap(task);
  }

  @Benchmark
  public Object switchContext() {
    Object previous = Carrier.swap(snapshot);
    Carrier.swap(previous);
    return previous;
  }

  private Exchange serve(Request request) {
    Exchange exchange = inbound.receive(request);
    exchange.enter();
    exchange.exit();
    exchange.completed();
    return exchange;
  }

  private String bearer(int index) {
    return new String(texts[index], StandardCharsets.ISO_8859_1);
  }

  private int next() {
    next = next + 1 == texts.length ? 0 : next + 1;
    return next;
  }

  private static final class Unread implements Measurements {
    @Override
    public void value(Metric metric, double value, String... attributes) {}

    @Override
    public void distribution(Metric metric, Distribution distribution, String... attributes) {}
  }

  /** About as long as an access token of a large identity provider: 1,200 characters. */
  private static String token(RSAKey key, int user) throws Exception {
    char[] roles = new char[360];
    Arrays.fill(roles, 'r');
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("benchmark").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("user-" + user)
                .audience("estate")
                .claim("scope", "openid profile email")
                .claim("roles", new String(roles))
                .issueTime(new Date())
                .expirationTime(new Date(System.currentTimeMillis() + 3_600_000))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
