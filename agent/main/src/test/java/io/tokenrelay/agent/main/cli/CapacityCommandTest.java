package io.tokenrelay.agent.main.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Cli cli =
      new Cli(
          Terminal.plain(
              new ByteArrayInputStream(new byte[0]),
              new PrintWriter(out, true),
              new PrintWriter(err, true)),
          CapacityCommandTest.class.getClassLoader());

  @Test
  void printsTheGrowthOfAnEstate() {
    assertThat(cli.run("capacity", "--seconds=0.1")).isZero();

    assertThat(out.toString())
        .contains("RS256 tokens verified:", "mutual TLS handshakes", "100,000,000  10,000,000")
        .doesNotContain("NaN", "eyJ");
    assertThat(out.toString().split("\\R")).allMatch(line -> line.length() <= 110);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  @SuppressWarnings("unchecked")
  void printsOnesOwnEstateAndTenTimesAsMuchAsJson() throws Exception {
    int status = cli.run("capacity", "--rps=4000", "--instances=20", "--json", "--seconds=0.1");

    assertThat(status).isZero();
    Map<String, Object> json = JSONObjectUtils.parse(out.toString());
    List<Map<String, Object>> rows = (List<Map<String, Object>>) json.get("rows");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0))
        .containsEntry("requestsPerSecond", 4_000.0)
        .containsEntry("users", 40_000.0)
        .containsEntry("instances", 20.0);
    assertThat(rows.get(1))
        .containsEntry("requestsPerSecond", 40_000.0)
        .containsEntry("instances", 200.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rps=0",
        "--rps=NaN",
        "--users=-1",
        "--instances=0.5",
        "--hops=0",
        "--token-bytes=10",
        "--ttl=0",
        "--cache-mb=-1",
        "--rps-per-user=0",
        "--rps-per-instance=Infinity",
        "--calls-per-connection=0",
        "--seconds=0"
      })
  void namesAnOptionWithoutSense(String option) {
    assertThat(cli.run("capacity", option)).isEqualTo(2);

    String name = option.substring(0, option.indexOf('='));
    assertThat(err.toString()).startsWith(name + " must be from ").contains(" to ");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rps=many", "--algorithm=none"})
  void namesAnOptionThatCannotBeRead(String option) {
    assertThat(cli.run("capacity", option)).isEqualTo(2);

    assertThat(err.toString()).contains(option.substring(0, option.indexOf('=')));
  }

  @Test
  void saysWhatIsAssumedUnlessItIsSaid() {
    assertThat(cli.run("capacity", "--help")).isZero();

    CapacityCommand unasked = new CapacityCommand(Terminal.plain(System.in, writer(), writer()));
    assertThat(out.toString())
        .doesNotContain("${")
        .contains("goes through (" + Capacity.number(unasked.hops) + ")")
        .contains("token (" + unasked.tokenBytes + ")")
        .contains("EdDSA (" + unasked.algorithm + ")")
        .contains("megabytes (" + unasked.cacheMegabytes + ")")
        .contains("measure (" + Capacity.number(unasked.seconds) + ")");
  }

  private static PrintWriter writer() {
    return new PrintWriter(new StringWriter());
  }

  @Test
  void printsNumbersThatAreEasyToRead() {
    assertThat(Capacity.number(0)).isEqualTo("0");
    assertThat(Capacity.number(0.0004)).isEqualTo("<0.001");
    assertThat(Capacity.number(0.012)).isEqualTo("0.012");
    assertThat(Capacity.number(0.126)).isEqualTo("0.13");
    assertThat(Capacity.number(58.66)).isEqualTo("58.7");
    assertThat(Capacity.number(1_234.4)).isEqualTo("1,234");
    assertThat(Capacity.number(Double.NaN)).isEqualTo("-");
  }
}
