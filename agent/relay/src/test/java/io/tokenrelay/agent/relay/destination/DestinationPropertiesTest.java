package io.tokenrelay.agent.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestHop;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Token;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every destination, however it is spelled; seeds are in the test's output. */
class DestinationPropertiesTest {
  private static final Token TOKEN = TestTokens.of("alice").build();

  private static Settings.Destinations policy() {
    return new Settings.Destinations();
  }

  private static Decision decide(Settings.Destinations policy, String url) {
    return policy.build().decide(TOKEN, TestHop.to(url));
  }

  @Property(tries = 1_000)
  void anyHopIsDecidedWithoutAnException(
      @ForAll DestinationMode mode,
      @ForAll("hosts") String host,
      @ForAll @IntRange(min = -1, max = 70_000) int port,
      @ForAll("paths") String path,
      @ForAll("audiences") List<String> audiences) {
    Token token = TestTokens.of("alice").audiences(audiences).build();
    DestinationPolicy policy = policy().set(DestinationProperties.DESTINATIONS, mode).build();
    TestHop hop = TestHop.at("https", host, port, path);
    Decision decision = policy.decide(token, hop);
    assertThat(decision).isNotNull();
    assertThat(policy.decide(token, hop)).as("the same again, remembered").isEqualTo(decision);
    if (mode == DestinationMode.OFF || mode == DestinationMode.LISTED) {
      assertThat(decision.isAllowed()).isFalse();
    }
    String name = Explanations.nameOf(hop, policy);
    if (name != null) {
      assertThat(name).as("fit for a log line").matches("[a-z0-9._:\\[\\]-]+");
    }
  }

  @Property(tries = 1_000)
  void anyPatternIsTakenOrComplainedOf(@ForAll("hosts") String pattern) {
    for (int list = 0; list < 3; list++) {
      try {
        List<String> values = Collections.singletonList(pattern);
        Settings.Destinations policy =
            list == 0 ? policy().list(DestinationProperties.ALLOW, values) : policy();
        decide(
            list == 1 ? policy.list(DestinationProperties.DENY, values) : policy,
            "https://api.example/");
        if (list == 2) {
          policy
              .list(DestinationProperties.BOUNDARY_SUFFIXES, values)
              .list(DestinationProperties.BOUNDARY_CIDRS, values);
        }
      } catch (IllegalArgumentException complaint) {
        assertThat(complaint).as("names the value").hasMessageStartingWith("'");
      }
    }
  }

  /** Written out in bits, so that it shares nothing with the code it checks. */
  private static boolean isPrivate(int address) {
    int first = address >>> 24;
    int second = address >>> 16 & 0xff;
    return first == 127
        || first == 10
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168)
        || (first == 100 && second >= 64 && second < 128);
  }

  private static boolean isLinkLocal(int address) {
    return address >>> 16 == (169 << 8 | 254);
  }

  private static String dotted(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff);
  }

  @Property(tries = 1_000)
  void aPlainAddressIsInsideWhenItIsPrivate(@ForAll("addresses") int address) {
    Decision decision = decide(policy(), "http://" + dotted(address) + "/");
    assertThat(decision.isAllowed()).isEqualTo(isPrivate(address));
    String mapped = String.format("http://[::ffff:%x:%x]/", address >>> 16, address & 0xffff);
    assertThat(decide(policy(), mapped)).isEqualTo(decision);
  }

  /** Parsers disagree about these, so they are trusted by none of our rules. */
  @Property(tries = 1_000)
  void noOtherSpellingOfAnAddressIsTrusted(
      @ForAll("addresses") int address, @ForAll @IntRange(max = 5) int spelling) {
    String host = spelled(address, spelling);
    for (DestinationMode mode :
        new DestinationMode[] {DestinationMode.TRUSTED, DestinationMode.LISTED}) {
      assertThat(
              decide(
                  policy()
                      .set(DestinationProperties.DESTINATIONS, mode)
                      .list(DestinationProperties.ALLOW, list("0.0.0.0/1", "128.0.0.0/1")),
                  url(host)))
          .as(host)
          .matches(decision -> !decision.isAllowed());
    }
  }

  @Property(tries = 1_000)
  void noSpellingOfALinkLocalAddressGetsATokenInAnyMode(
      @ForAll DestinationMode mode,
      @ForAll @IntRange(max = 0xffff) int last,
      @ForAll @IntRange(max = 8) int spelling) {
    int address = (169 << 8 | 254) << 16 | last;
    String host = spelled(address, spelling);
    Settings.Destinations policy =
        policy()
            .set(DestinationProperties.DESTINATIONS, mode)
            .list(DestinationProperties.ALLOW, list("0.0.0.0/0", "::/0", "*.example"));
    assertThat(isLinkLocal(address)).isTrue();
    assertThat(decide(policy, url(host)).isAllowed()).as(host).isFalse();
    assertThat(
            decide(policy.set(DestinationProperties.ALLOW_INSECURE, true), "http://" + host + "/")
                .isAllowed())
        .isFalse();
  }

  private static String url(String host) {
    return "https://" + host + "/";
  }

  private static List<String> list(String... values) {
    return Arrays.asList(values);
  }

  /** Whatever the name, whatever is listed as inside: what the bytes go to is what counts. */
  @Property(tries = 1_000)
  void aConnectionIsInsideWhenItsAddressIs(
      @ForAll("addresses") int address, @ForAll("names") String name) {
    TestHop hop = TestHop.to("http://" + name + "/").connectedTo(dotted(address));
    assertThat(policy().build().decide(TOKEN, hop).isAllowed())
        .isEqualTo(isPrivate(address) && !name.equals("instance-data"));
    TestHop mapped =
        TestHop.to("http://" + name + "/")
            .connectedTo(String.format("::ffff:%x:%x", address >>> 16, address & 0xffff));
    assertThat(policy().build().decide(TOKEN, mapped))
        .isEqualTo(policy().build().decide(TOKEN, hop));
  }

  /**
   * It takes both: the address that the name spells and the one that the client is connected to.
   */
  @Property(tries = 1_000)
  void aNameThatSpellsAnAddressMustBeThere(
      @ForAll("addresses") int named, @ForAll("addresses") int connected) {
    TestHop hop = TestHop.to("http://" + dotted(named) + "/").connectedTo(dotted(connected));
    assertThat(policy().build().decide(TOKEN, hop).isAllowed())
        .isEqualTo(isPrivate(named) && isPrivate(connected));
  }

  /** The first six are ambiguous, the rest are plain in one of their ways. */
  private static String spelled(int address, int spelling) {
    long whole = address & 0xffff_ffffL;
    switch (spelling) {
      case 0:
        return Long.toString(whole);
      case 1:
        return "0x" + Long.toHexString(whole);
      case 2:
        return "0" + Long.toOctalString(whole);
      case 3:
        return (whole >>> 24) + "." + (whole & 0xff_ffff);
      case 4:
        return String.format(
            "0x%x.0%o.%d.%d", whole >>> 24, whole >>> 16 & 0xff, whole >>> 8 & 0xff, whole & 0xff);
      case 5:
        return dotted(address) + ".";
      case 6:
        return dotted(address);
      case 7:
        return "[::ffff:" + dotted(address) + "]";
      default:
        return String.format("[0:0:0:0:0:FFFF:%X:%X]", whole >>> 16, whole & 0xffff);
    }
  }

  /** Label by label, from the right: the oracle of {@code *.host}. */
  private static boolean isBelow(String name, String domain) {
    List<String> labels = Arrays.asList(name.split("\\."));
    List<String> wanted = Arrays.asList(domain.split("\\."));
    int more = labels.size() - wanted.size();
    return more > 0 && labels.subList(more, labels.size()).equals(wanted);
  }

  @Property(tries = 1_000)
  void aStarMeansWhatIsBelowLabelByLabel(
      @ForAll("names") String name, @ForAll("names") String domain) {
    Settings.Destinations policy =
        policy()
            .set(DestinationProperties.DESTINATIONS, DestinationMode.LISTED)
            .list(DestinationProperties.ALLOW, list("*." + domain, "x.y.z"));
    boolean below = isBelow(name, domain) || name.equals("x.y.z");
    assertThat(decide(policy, url(name)).isAllowed()).isEqualTo(below);
    assertThat(decide(policy, url(name + "." + domain)).isAllowed()).isTrue();
    assertThat(decide(policy, url(name + domain)).isAllowed())
        .isEqualTo(isBelow(name + domain, domain));
    assertThat(
            decide(
                policy.list(DestinationProperties.DENY, list("*." + domain)),
                url(name + "." + domain)))
        .isEqualTo(Decision.DENIED);
  }

  @Property(tries = 500)
  void caseAndATrailingDotChangeNothing(@ForAll("names") String name) {
    Settings.Destinations policy =
        policy()
            .list(DestinationProperties.DENY, list("*.b"))
            .list(DestinationProperties.ALLOW, list("*.example", "a.b"));
    Decision decision = decide(policy, url(name));
    assertThat(decide(policy, url(name.toUpperCase(Locale.ROOT)))).isEqualTo(decision);
    if (name.indexOf('.') > 0) {
      assertThat(decide(policy, url(name + "."))).isEqualTo(decision);
    }
  }

  @Property(tries = 500)
  void aSignedUrlGetsNoTokenWhereverItsSignatureStands(
      @ForAll("paths") String before,
      @ForAll("paths") String after,
      @ForAll @From("signatures") String signature) {
    String path = "/p?" + query(before) + "&" + signature + "=x&" + query(after);
    TestHop hop = TestHop.at("https", "orders.internal", -1, path);
    assertThat(policy().build().decide(TOKEN, hop)).isEqualTo(Decision.GUARD_PRESIGNED);
  }

  private static String query(String text) {
    return text.replace("#", "").replace("?", "");
  }

  @Provide
  Arbitrary<String> signatures() {
    return Arbitraries.of(
        "X-Amz-Signature",
        "x-goog-signature",
        "X-AMZ-SIGNATURE",
        "X%2DAmz%2dSignature",
        "sig=y&SE");
  }

  @Provide
  Arbitrary<Integer> addresses() {
    Arbitrary<Integer> edges =
        Arbitraries.of(
            0x0a000000,
            0x0affffff,
            0x7f000001,
            0xac0fffff,
            0xac100000,
            0xac1fffff,
            0xac200000,
            0xc0a80000,
            0xc0a7ffff,
            0x643fffff,
            0x64400000,
            0x647fffff,
            0x64800000,
            0xffffffff,
            0);
    Arbitrary<Integer> insides =
        Combinators.combine(
                Arbitraries.of(10, 127, 172, 192, 100), Arbitraries.integers().between(0, 0xffffff))
            .as((first, rest) -> first << 24 | rest);
    return Arbitraries.oneOf(edges, insides, Arbitraries.integers());
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("a", "b", "ab", "example", "internal", "x1", "my_a", "a-b")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(labels -> String.join(".", labels));
  }

  @Provide
  Arbitrary<String> hosts() {
    Arbitrary<String> alike =
        Arbitraries.strings()
            .withChars("abz019.:[]%-_*/@\\ \t\0xXfF\u3002\uff10\uff21\u00df\u0130\ud83d\ude00=?#")
            .ofMaxLength(40);
    Arbitrary<String> parts =
        Arbitraries.of(
                "localhost",
                "127.0.0.1",
                "0x7f",
                "[::1]",
                "::",
                "ffff",
                "169.254.169.254",
                ".",
                ":80",
                "@",
                "%eth0",
                "*.",
                "10.0.0.0/8",
                "https://",
                "evil",
                "example",
                "xn--",
                "0177",
                "1e1")
            .list()
            .ofMaxSize(5)
            .map(all -> String.join("", all));
    return Arbitraries.oneOf(alike, parts, names(), Arbitraries.strings().ofMaxLength(300));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("/ab?&;=#%2DXx-sige.\u00e9").ofMaxLength(60);
  }

  @Provide
  Arbitrary<List<String>> audiences() {
    Arbitrary<String> urls = hosts().map(host -> "https://" + host);
    return Arbitraries.oneOf(urls, hosts()).list().ofMaxSize(3);
  }
}
