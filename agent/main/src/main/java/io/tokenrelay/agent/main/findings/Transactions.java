package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.TransactionPolicy;
import io.tokenrelay.agent.relay.TransactionProperties;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the properties of transaction tokens, taken together. */
final class Transactions {
  private Transactions() {}

  /** A header that has another meaning is never free for balancers. */
  static List<String> problemsOfAffinity(Values values) {
    List<String> problems = new ArrayList<>();
    String header = String.valueOf(values.find(RelayProperties.AFFINITY_HEADER));
    if (header.equalsIgnoreCase("Authorization")
        || header.equalsIgnoreCase(values.get(RelayProperties.HEADER))
        || header.equalsIgnoreCase(values.get(TransactionProperties.HEADER))) {
      problems.add(
          RelayProperties.AFFINITY_HEADER
              + "="
              + header
              + " is the header of a token: nothing is written for balancers");
    }
    return problems;
  }

  /** One line for each; empty when all is well. */
  static List<String> problems(Values values) {
    List<String> problems = new ArrayList<>();
    boolean mints = values.get(TransactionProperties.SOURCE) == TransactionPolicy.Source.MINT;
    boolean hasKeys =
        values.find(TransactionProperties.JWKS_URI) != null
            || values.find(TransactionProperties.JWKS_FILE) != null;
    boolean signs = values.find(TransactionProperties.SIGNING_KEY_FILE) != null;
    if (values.find(TransactionProperties.TRUST_DOMAIN) == null) {
      problems.add(TransactionProperties.TRUST_DOMAIN + " is not set: transaction tokens are off");
    } else if (!TransactionProperties.areOn(values)) {
      problems.add(
          TransactionProperties.HEADER
              + " is Authorization, or the same as "
              + RelayProperties.HEADER
              + ": transaction tokens are off");
    }
    if (mints
        && values
                .get(TransactionProperties.LIFETIME)
                .compareTo(values.get(TransactionProperties.MAX_LIFETIME))
            > 0) {
      problems.add(
          TransactionProperties.LIFETIME
              + " is longer than "
              + TransactionProperties.MAX_LIFETIME
              + ": services with the same settings refuse what this one mints");
    }
    if (mints && !signs) {
      problems.add(
          TransactionProperties.SOURCE
              + "=mint, but "
              + TransactionProperties.SIGNING_KEY_FILE
              + " is not set: no transaction token is minted");
    }
    if (!hasKeys && !(mints && signs)) {
      problems.add(
          TransactionProperties.ENABLED
              + "=true, but neither "
              + TransactionProperties.JWKS_URI
              + " nor "
              + TransactionProperties.JWKS_FILE
              + " is set: no transaction token can be verified");
    }
    if (values.get(TransactionProperties.ACCEPT) == TransactionPolicy.Accept.INSTEAD
        && values.get(TransactionProperties.PEERS).isEmpty()) {
      problems.add(
          TransactionProperties.ACCEPT
              + "=instead, but "
              + TransactionProperties.PEERS
              + " is not set: no transaction token says who the caller is");
    }
    return problems;
  }
}
