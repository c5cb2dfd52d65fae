package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Json;
import io.tokenrelay.agent.config.Redacted;
import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.main.config.Version;
import io.tokenrelay.agent.main.findings.Findings.Kind;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import java.util.ArrayList;
import java.util.List;

/** A {@link Check} for programs. */
final class CheckJson {
  private final Check check;
  private final boolean all;

  CheckJson(Check check, boolean all) {
    this.check = check;
    this.all = all;
  }

  @Override
  public String toString() {
    Json json = new Json().with("version", Version.get()).with("exitStatus", check.exitStatus());
    json.with("set", settings(check.settings(true)));
    if (all) {
      json.with("defaults", settings(check.settings(false)));
    }
    List<Json> keys = new ArrayList<>();
    for (KeyCheck each : check.keys()) {
      keys.add(
          new Json()
              .with("issuer", each.issuer())
              .with("loaded", each.isGood())
              .with("outcome", Redacted.text(each.outcome())));
    }
    return json.with("keys", keys)
        .with("signatures", check.signatures())
        .with("extensions", check.extensions())
        .with("notes", redacted(check.found(Kind.NOTE)))
        .with("wrong", redacted(check.found(Kind.WRONG)))
        .with("errors", redacted(check.found(Kind.ERROR)))
        .toString();
  }

  private static List<Json> settings(List<Setting> settings) {
    List<Json> all = new ArrayList<>();
    for (Setting each : settings) {
      all.add(
          new Json()
              .with("name", each.name())
              .with("value", each.value())
              .with("source", each.source().toString()));
    }
    return all;
  }

  private static List<String> redacted(List<String> sentences) {
    List<String> all = new ArrayList<>();
    for (String sentence : sentences) {
      all.add(Redacted.text(sentence));
    }
    return all;
  }
}
