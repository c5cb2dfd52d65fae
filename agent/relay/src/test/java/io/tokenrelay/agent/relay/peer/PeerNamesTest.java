package io.tokenrelay.agent.relay.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.relay.testing.TestRequest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerNamesTest {
  private static final String WEB = "spiffe://estate.example/ns/shop/sa/web";
  private static final String ELSEWHERE = "10.1.2.3";

  private static boolean admits(String names, X509Certificate... chain) {
    return names(names).admits(new TestRequest().over(ELSEWHERE, chain));
  }

  private static PeerNames names(String names) {
    return PeerNames.of(Arrays.asList(names.split(",")));
  }

  private static X509Certificate named(String... names) throws Exception {
    return TestCertificate.with(TestCertificate.names(names));
  }

  @ParameterizedTest
  @CsvSource({
    "spiffe://estate.example/ns/shop/sa/web, true",
    "spiffe://estate.example/*, true",
    "spiffe://estate.example/ns/shop/sa, false",
    "spiffe://estate.example/ns/shop/sa/web2, false",
    "spiffe://estate.example/ns/shop/sa/WEB, false",
    "spiffe://other.example/ns/shop/sa/web, false",
    "spiffe://example/*, false",
    "spiffe://estate.example.evil/*, false"
  })
  void admitsAWorkloadThatIsListedOrWhoseTrustDomainIs(String listed, boolean admitted)
      throws Exception {
    assertThat(admits(listed, named("URI:" + WEB))).isEqualTo(admitted);
  }

  @Test
  void aCertificateThatIsNoSvidNamesNoWorkload() throws Exception {
    String all = WEB + ",spiffe://estate.example/*";

    assertThat(admits(all, named("URI:" + WEB, "URI:https://estate.example/")))
        .as("two URIs")
        .isFalse();
    assertThat(
            admits(
                all,
                TestCertificate.with(
                    TestCertificate.names("URI:" + WEB), TestCertificate.authority())))
        .as("an authority")
        .isFalse();
    assertThat(
            admits(
                all,
                TestCertificate.with(
                    TestCertificate.names("URI:" + WEB), TestCertificate.keySignsCertificates())))
        .as("a key that signs certificates")
        .isFalse();
    for (String id :
        new String[] {
          "spiffe://estate.example",
          "spiffe://estate.example/",
          "spiffe://estate.example/ns/../sa",
          "spiffe://estate.example/ns//sa",
          "spiffe://estate.example/ns%2Fsa",
          "spiffe://estate.example:8443/ns",
          "spiffe://me@estate.example/ns",
          "spiffe://estate.example/ns?x",
          "https://estate.example/ns"
        }) {
      assertThat(admits(all, named("URI:" + id))).as(id).isFalse();
    }
  }

  @Test
  void admitsADnsNameOfTheCertificateWhateverItsCase() throws Exception {
    X509Certificate gateway = named("DNS:Gateway.Estate.Example", "DNS:other.example");

    assertThat(admits("gateway.estate.example", gateway)).isTrue();
    assertThat(admits("OTHER.example", gateway)).isTrue();
    assertThat(admits("estate.example", gateway)).isFalse();
    assertThat(admits("gateway.estate.example", named("URI:" + WEB, "DNS:gateway.estate.example")))
        .isTrue();
  }

  @Test
  void neverAdmitsByTheSubjectNorByAWildcardNorByAnotherKindOfName() throws Exception {
    assertThat(admits("gateway.estate.example", TestCertificate.with()))
        .as("the common name")
        .isFalse();
    assertThat(admits("gateway.estate.example", named("DNS:*.estate.example"))).isFalse();
    assertThat(
            admits("gateway.estate.example", named("email:gateway.estate.example@estate.example")))
        .isFalse();
    assertThat(admits("gateway.estate.example", named("URI:https://gateway.estate.example/")))
        .isFalse();
  }

  @Test
  void onlyTheClientsOwnCertificateNamesIt() throws Exception {
    X509Certificate listed = named("URI:" + WEB, "DNS:gateway.estate.example");

    assertThat(admits(WEB + ",gateway.estate.example", named("DNS:mallory.example"), listed))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1", "::1%lo", "::ffff:127.0.0.1"})
  void loopbackAdmitsThisMachine(String address) {
    assertThat(names("loopback").admits(new TestRequest().over(address))).isTrue();
    assertThat(names(WEB).admits(new TestRequest().over(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "0.0.0.0",
        "::",
        "localhost",
        "127.1",
        "2130706433",
        "64:ff9b::7f00:1",
        ""
      })
  void loopbackAdmitsNoOtherAddress(String address) {
    assertThat(names("loopback").admits(new TestRequest().over(address))).isFalse();
  }

  @Test
  void loopbackIsTheConnectionsOwnAddressAndNotAForwardedOne() {
    PeerNames loopback = names("loopback");

    assertThat(loopback.admits(new TestRequest().from("127.0.0.1"))).isFalse();
    assertThat(loopback.admits(new TestRequest().from("127.0.0.1").over(ELSEWHERE))).isFalse();
  }

  @Test
  void admitsNobodyWithoutACertificate() {
    assertThat(admits(WEB + ",spiffe://estate.example/*,gateway.estate.example")).isFalse();
  }

  @Test
  void listsNobodyByDefault() throws Exception {
    PeerNames nobody = PeerNames.of(Collections.<String>emptyList());

    assertThat(nobody.isEmpty()).isTrue();
    assertThat(nobody.admits(new TestRequest().over("127.0.0.1", named("URI:" + WEB)))).isFalse();
    assertThat(names("loopback").isEmpty()).isFalse();
    assertThat(names(WEB).isEmpty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.estate.example",
        "gateway.estate.example.",
        "gateway.estate.example:8443",
        "https://gateway.estate.example",
        "10.0.0.1",
        "127.0.0.1",
        "[::1]",
        "localhost",
        "Loopback",
        "loopback:",
        "a b",
        "CN=gateway",
        "spiffe:",
        "spiffe://",
        "spiffe://estate.example",
        "spiffe://estate.example/",
        "spiffe://*",
        "spiffe://*/ns",
        "spiffe:///*",
        "spiffe://estate.example/ns/*",
        "spiffe://estate.example/**",
        "spiffe://estate.example/a/",
        "spiffe://estate.example/a/./b",
        "spiffe://estate.example:443/a",
        "spiffe://Estate.example/a",
        "SPIFFE://estate.example/a"
      })
  void refusesWhatNamesNoPeer(String text) {
    assertThatThrownBy(() -> PeerNames.of(Collections.singletonList(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void saysWhatToWriteInstead() {
    assertThatThrownBy(() -> names("spiffe://estate.example"))
        .hasMessageContaining("spiffe://estate.example/*");
    assertThatThrownBy(() -> names("127.0.0.1")).hasMessageContaining("'loopback'");
    assertThatThrownBy(() -> names("10.0.0.1")).hasMessageContaining("an address proves nothing");
  }
}
