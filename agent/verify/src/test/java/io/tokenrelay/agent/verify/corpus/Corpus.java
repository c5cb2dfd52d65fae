package io.tokenrelay.agent.verify.corpus;

import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the specimens of all groups, in the order of the page. */
final class Corpus {
  private static final List<Specimen> ALL = Collections.unmodifiableList(new Corpus().collect());

  private final List<Specimen> specimens = new ArrayList<>();
  private Group group = Group.ACCEPTED;
  private int number;

  private Corpus() {}

  static List<Specimen> all() {
    return ALL;
  }

  private List<Specimen> collect() {
    begin(Group.ACCEPTED);
    GoodTokens.addTo(this);
    begin(Group.FORGERY);
    ForgedSignatures.addTo(this);
    ForgedRsa.addTo(this);
    ForgedEcdsa.addTo(this);
    begin(Group.CONFUSION);
    ConfusedAlgorithms.addTo(this);
    ConfusedKeys.addTo(this);
    ConfusedTypes.addTo(this);
    begin(Group.INJECTION);
    InjectedKeys.addTo(this);
    InjectedKeyIds.addTo(this);
    begin(Group.MALLEABILITY);
    RespelledTokens.addTo(this);
    begin(Group.CLAIMS);
    TimeClaims.addTo(this);
    IssuerClaims.addTo(this);
    AudienceAndScopeClaims.addTo(this);
    begin(Group.STRUCTURE);
    PartsOfTokens.addTo(this);
    HeadersOfTokens.addTo(this);
    DamagedJson.addTo(this);
    begin(Group.TRANSPORT);
    TransportedTokens.addTo(this);
    return specimens;
  }

  private void begin(Group next) {
    group = next;
    number = 0;
  }

  void accepts(String what, Supplier<String> token) {
    accepts(1, what, token);
  }

  /**
   * @param checks how many operations it costs where that is not one
   */
  void accepts(int checks, String what, Supplier<String> token) {
    add(null, checks, what, token);
  }

  /** Refuses; a wrong signature and a missing right are found out by one operation. */
  void refuses(Reason reason, String what, Supplier<String> token) {
    boolean costly =
        reason == Reason.SIGNATURE || reason == Reason.SCOPE || reason == Reason.CLAIM_MISSING;
    add(reason, costly ? 1 : 0, what, token);
  }

  /**
   * @param checks how many operations it costs where that is not the usual number
   */
  void refuses(Reason reason, int checks, String what, Supplier<String> token) {
    add(reason, checks, what, token);
  }

  /** Refuses for this reason, or accepts where it is null. */
  void judges(@Nullable Reason reason, String what, Supplier<String> token) {
    if (reason == null) {
      accepts(what, token);
    } else {
      refuses(reason, what, token);
    }
  }

  private void add(@Nullable Reason reason, int checks, String what, Supplier<String> token) {
    number++;
    String id = group.letter + (number < 10 ? "0" : "") + number;
    specimens.add(new Specimen(group, id, what, reason, checks, token));
  }
}
