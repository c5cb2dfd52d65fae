package io.tokenrelay.agent.verify.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Alarms;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.verify.Signer;
import io.tokenrelay.agent.verify.TestKeys;
import io.tokenrelay.agent.verify.Verifiers;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyReportTest {
  private final Alarms alarms = new Alarms();
  private final KeyReport report = new KeyReport(new Counters(), alarms);
  private final KeysNotLoadedException outage = new KeysNotLoadedException("cannot connect");

  @TempDir Path directory;

  @Test
  void raisesAnAlarmUntilKeysAreLoaded() throws Exception {
    Path file = Verifiers.file(directory, "jwks", Signer.jwks(Signer.rsa("k")));
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    LoadedKeys keys = KeyLoader.of(issuer, KeyFetching.of(Values.defaults())).load();
    LoadedKeys none = new LoadedKeys(KeySet.NONE, -1, Collections.<String>emptyList());

    report.failed(issuer, outage, false);
    assertThat(alarms.degraded())
        .singleElement()
        .asString()
        .contains("no keys: cannot connect", "; retrying. Until then", "answered with 503");
    report.loaded(issuer, none);
    assertThat(alarms.degraded()).singleElement().asString().contains("no usable key");
    report.loaded(issuer, keys);
    assertThat(alarms.degraded()).isEmpty();
    report.failed(issuer, outage, false);
    assertThat(alarms.unready()).as("an issuer is no reason").isEmpty();
    assertThat(alarms.degraded()).singleElement().asString().contains("tokenrelay.jwks.stale-max");
    report.loaded(issuer, keys);
    assertThat(alarms.degraded()).isEmpty();
    report.failed(issuer, outage, true);
    assertThat(alarms.degraded()).as("the last good keys are used").isEmpty();
  }
}
