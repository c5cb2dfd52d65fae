package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.Signer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What holds for every token: none is valid that no issuer signed, none makes anything but a
 * verdict (of a made-up key id, that there is none yet), and none costs more public-key operations
 * than its issuer has keys. Seeds are in the test's output.
 */
class VerifierPropertiesTest {
  private static final Counters COUNTERS = new Counters();
  private static final List<String> GOOD = new ArrayList<>();
  private static Path directory;
  private static CachingTokenVerifier verifier;

  @BeforeContainer
  static void start() throws IOException {
    directory = Files.createTempDirectory("issuers");
    verifier = Issuers.verifier(directory, COUNTERS);
    for (String algorithm : new String[] {"RS256", "PS256", "ES256", "EdDSA"}) {
      if (Keys.hasEd25519() || !algorithm.equals("EdDSA")) {
        for (String more : new String[] {"", ",\"x\":1", ",\"x\":11"}) { // of every length mod 3
          GOOD.add(Keys.of(algorithm).token(algorithm, Tokens.main(more)));
        }
      }
    }
  }

  @AfterContainer
  static void stop() throws IOException {
    verifier.close();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private static Verdict verify(String token) {
    long before = COUNTERS.of(Event.SIGNATURE_CHECKED);
    Verdict verdict = verifier.verify(token, UNLIMITED);
    assertThat(COUNTERS.of(Event.SIGNATURE_CHECKED) - before).as("cost").isBetween(0L, 10L);
    assertThat(COUNTERS.of(Event.INTERNAL_ERROR)).as("errors inside").isZero();
    return verdict;
  }

  @Property(tries = 1_000)
  void anyTextIsMalformed(@ForAll("texts") String text) {
    long before = COUNTERS.of(Event.SIGNATURE_CHECKED);
    assertThat(verify(text).outcome()).isEqualTo(Outcome.INVALID);
    assertThat(COUNTERS.of(Event.SIGNATURE_CHECKED)).isEqualTo(before);
  }

  @Property(tries = 1_000)
  void nothingUnsignedIsValid(
      @ForAll("headers") String header,
      @ForAll("payloads") String payload,
      @ForAll("signatures") byte[] signature) {
    String token =
        Signer.encode(header) + "." + Signer.encode(payload) + "." + Signer.encode(signature);
    assertThat(verify(token).outcome()).isNotEqualTo(Outcome.VALID);
  }

  @Property(tries = 200)
  void nothingIsValidThatAStrangerSigned(
      @ForAll("algorithms") String algorithm,
      @ForAll("headers") String header,
      @ForAll("payloads") String payload) {
    if (algorithm.startsWith("Ed") && !Keys.hasEd25519()) {
      return;
    }
    Signer stranger = Keys.stranger(algorithm);
    assertThat(verify(stranger.sign(algorithm, header, payload)).outcome())
        .isNotEqualTo(Outcome.VALID);
  }

  @Property(tries = 1_000)
  void noChangeOfAGoodTokenIsGood(
      @ForAll @IntRange(max = 99) int which,
      @ForAll @IntRange(max = 99_999) int at,
      @ForAll @IntRange(max = 5) int change,
      @ForAll("letters") String letters) {
    String good = GOOD.get(which % GOOD.size());
    String other = changed(good, at % good.length(), change, letters);
    assertThat(verify(other).outcome() == Outcome.VALID).isEqualTo(other.equals(good));
    assertThat(verify(good).outcome()).as("the good one after it").isEqualTo(Outcome.VALID);
  }

  private static String changed(String good, int at, int change, String letters) {
    String before = good.substring(0, at);
    String after = good.substring(at);
    switch (change) {
      case 0:
        return before + letters + after;
      case 1:
        return before + letters + after.substring(Math.min(letters.length(), after.length()));
      case 2:
        return before + after.substring(Math.min(letters.length() + 1, after.length()));
      case 3:
        return after + before;
      case 4:
        return respelled(good, at % 3, (char) (at % 15 + 1));
      default:
        return before + after.substring(0, 1).toLowerCase(Locale.ROOT) + after.substring(1);
    }
  }

  /** The last letter of a part with other bits, some of which may be unused. */
  private static String respelled(String good, int index, char bits) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String part = Tokens.part(good, index);
    int last = part.length() - 1;
    char letter = alphabet.charAt(alphabet.indexOf(part.charAt(last)) ^ bits);
    return Tokens.withPart(good, index, part.substring(0, last) + letter);
  }

  /** Parts of different good tokens are no token, whichever way they are put together. */
  @Property(tries = 300)
  void noMixtureOfGoodTokensIsGood(
      @ForAll @IntRange(max = 99) int first,
      @ForAll @IntRange(max = 99) int second,
      @ForAll @IntRange(max = 99) int third) {
    int size = GOOD.size();
    String mixed =
        Tokens.part(GOOD.get(first % size), 0)
            + "."
            + Tokens.part(GOOD.get(second % size), 1)
            + "."
            + Tokens.part(GOOD.get(third % size), 2);
    assertThat(verify(mixed).outcome())
        .isEqualTo(GOOD.contains(mixed) ? Outcome.VALID : Outcome.INVALID);
  }

  /** Exact arithmetic is the oracle; between the two the verifier may round to a millisecond. */
  @Property(tries = 300)
  void timesAreJudgedAsArithmeticSays(
      @ForAll("times") BigDecimal exp, @ForAll("times") BigDecimal nbf) {
    BigDecimal now = BigDecimal.valueOf(NOW).movePointLeft(3);
    BigDecimal skew = BigDecimal.valueOf(60);
    Reason expected = null;
    if (now.subtract(skew).compareTo(exp) >= 0) {
      expected = Reason.EXPIRED;
    } else if (now.add(skew).compareTo(nbf) < 0) {
      expected = Reason.NOT_YET_VALID;
    }
    String claims = "{\"iss\":\"" + Issuers.MAIN + "\",\"exp\":" + exp + ",\"nbf\":" + nbf + "}";
    assertThat(verify(Keys.RSA.token("RS256", claims)).reason()).isEqualTo(expected);
  }

  @Provide
  Arbitrary<BigDecimal> times() {
    BigDecimal now = BigDecimal.valueOf(NOW).movePointLeft(3);
    Arbitrary<BigDecimal> near =
        Arbitraries.integers()
            .between(-200_000, 200_000)
            .map(ms -> now.add(new BigDecimal(ms).movePointLeft(3)));
    Arbitrary<BigDecimal> edges =
        Arbitraries.integers().between(-61, 61).map(seconds -> now.add(new BigDecimal(seconds)));
    Arbitrary<BigDecimal> far =
        Combinators.combine(Arbitraries.integers(), Arbitraries.integers().between(-250, 40))
            .as((digits, scale) -> new BigDecimal(BigInteger.valueOf(digits), scale));
    return Arbitraries.oneOf(near, edges, far);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> alike =
        Arbitraries.of("eyJ", "e30", ".", "..", "AAAA", "=", "-_", "\n", " ", "\0", "\u00e9", "{}")
            .list()
            .ofMaxSize(12)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(400), alike);
  }

  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.strings().withChars("ABab01-_.=+/ \n\0\u00e9").ofMaxLength(3);
  }

  @Provide
  Arbitrary<String> algorithms() {
    return Arbitraries.of(Keys.ALGORITHMS);
  }

  @Provide
  Arbitrary<byte[]> signatures() {
    Arbitrary<Integer> lengths = Arbitraries.of(1, 32, 48, 63, 64, 65, 96, 128, 132, 256, 257, 512);
    return lengths.flatMap(length -> Arbitraries.bytes().array(byte[].class).ofSize(length));
  }

  @Provide
  Arbitrary<String> headers() {
    return objects(
        Arbitraries.of(
            "alg", "alg", "kid", "kid", "typ", "crit", "b64", "zip", "jwk", "jku", "x", ""),
        Arbitraries.of(
            "\"RS256\"",
            "\"PS256\"",
            "\"ES256\"",
            "\"ES512\"",
            "\"EdDSA\"",
            "\"HS256\"",
            "\"none\"",
            "\"r\"",
            "\"e256\"",
            "\"ed\"",
            "\"ps\"",
            "\"JWT\"",
            "\"at+jwt\"",
            "null",
            "1",
            "{}",
            "[]",
            "false",
            "\"\\u0000\""),
        Arbitraries.of(
            "\"alg\":\"RS256\",\"kid\":\"r\"",
            "\"alg\":\"ES256\",\"kid\":\"e256\"",
            "\"alg\":\"EdDSA\",\"kid\":\"ed\"",
            "\"alg\":\"RS256\"",
            "\"alg\":\"HS256\"",
            "\"x\":1"));
  }

  @Provide
  Arbitrary<String> payloads() {
    String good = "\"iss\":\"" + Issuers.MAIN + "\",\"exp\":99999999999";
    return objects(
        Arbitraries.of("iss", "exp", "nbf", "iat", "aud", "sub", "scope", "typ", "x", "jti"),
        Arbitraries.of(
            "1", "1e30", "-1e999", "null", "\"a\"", "[\"a\"]", "[1]", "{}", "99999999999", "true"),
        Arbitraries.of(
            good,
            good,
            good.replace(Issuers.MAIN, Issuers.CROWDED),
            good.replace(Issuers.MAIN, Issuers.WITH_SECRET),
            good.replace(Issuers.MAIN, Issuers.WITH_PEM),
            "\"x\":1"));
  }

  private static Arbitrary<String> objects(
      Arbitrary<String> names, Arbitrary<String> values, Arbitrary<String> starts) {
    Arbitrary<String> members =
        Combinators.combine(names, values).as((name, value) -> ",\"" + name + "\":" + value);
    return Combinators.combine(starts, members.list().ofMaxSize(2))
        .as((start, more) -> "{" + start + String.join("", more) + "}");
  }
}
