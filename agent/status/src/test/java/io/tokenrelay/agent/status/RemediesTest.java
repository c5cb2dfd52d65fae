package io.tokenrelay.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.ledger.Entry;
import io.tokenrelay.agent.relay.ledger.Ledger;
import io.tokenrelay.agent.relay.ledger.LostTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTest {
  private final FakeStatus status = new FakeStatus(new Switch(), new Counters());

  @ParameterizedTest(name = "{0} where {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tokenrelay.propagation.allow=api.example | propagation.allow | '' | true",
        "tokenrelay.propagation.allow=api.example | propagation.allow | other.example | true",
        "tokenrelay.propagation.allow=api.example | propagation.allow | api.example.org | true",
        "tokenrelay.propagation.allow=api.example | propagation.allow | a.example , api.example |"
            + " false",
        "tokenrelay.propagation.allow=api.example:8443 | propagation.allow | api.example | false",
        "tokenrelay.propagation.allow=api.example:8443 | propagation.allow | api.example:443 |"
            + " true",
        "tokenrelay.propagation.allow=api.example:8443 | propagation.allow | *.example | false",
        "tokenrelay.propagation.allow=api.example and tokenrelay.propagation.allow-insecure=true |"
            + " propagation.allow | api.example | true",
        "tokenrelay.propagation.upgrades=true | propagation.upgrades | true | false",
        "tokenrelay.propagation.upgrades=true | propagation.upgrades | false | true",
        "removing it from tokenrelay.propagation.deny | propagation.deny | other.example | false",
        "removing it from tokenrelay.propagation.deny | propagation.deny | '' | false",
        "removing it from tokenrelay.propagation.deny | propagation.deny | api.example | true",
        "removing it from tokenrelay.propagation.deny | propagation.deny | https://API.example:8443/"
            + " | true",
        "removing it from tokenrelay.propagation.deny | propagation.deny | *.example | true",
        "removing it from tokenrelay.propagation.deny | propagation.deny | 10.0.0.0/8 | true",
        "removing it from tokenrelay.propagation.deny | propagation.deny | grpc:shop.Prices | true",
        "a longer tokenrelay.context.detached-max | context.detached-max | 1h | true",
      })
  void areShownWhileTheyWouldChangeSomething(
      String remedy, String property, String text, boolean shown) {
    Entry entry = new Ledger(1).skipped("api.example:8443", "outside");
    entry.explain(remedy);
    status.inForce.put("tokenrelay." + property, text);
    assertThat(new Remedies(status).of(entry)).isEqualTo(shown ? remedy : null);
  }

  @ParameterizedTest(name = "{0} where {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "set tokenrelay.context.carry-tasks=shop.App$Audit (quote it) | context.carry-tasks |"
            + " shop.App$Audit | false",
        "set tokenrelay.context.carry-tasks=shop.App$Audit (quote it) | context.carry-tasks |"
            + " shop.* | false",
        "set tokenrelay.context.carry-tasks=shop.App$Audit (quote it) | context.carry-tasks |"
            + " shop.App | true",
        "set tokenrelay.context.carry=owned, or tokenrelay.context.carry-tasks=shop.App |"
            + " context.carry | owned | false",
        "set tokenrelay.context.carry=owned, or tokenrelay.context.carry-tasks=shop.App |"
            + " context.carry-tasks | shop.App | false",
        "set tokenrelay.context.carry=owned, or tokenrelay.context.carry-tasks=shop.App |"
            + " context.carry | request | true",
        "nothing carries it: create it earlier | context.carry | owned | true",
      })
  void ofWorkAreShownWhileTheyWouldChangeSomething(
      String remedy, String property, String text, boolean shown) {
    status.inForce.put("tokenrelay." + property, text);
    assertThat(new Remedies(status).of(new LostTask("shop.App$Audit", "was lost", remedy)))
        .isEqualTo(shown ? remedy : null);
  }
}
