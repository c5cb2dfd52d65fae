package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.SubjectDigest;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.judge.Step.Rule;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.jwt.TypeRule;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.agent.verify.warning.Likeness;
import io.tokenrelay.agent.verify.warning.Quoted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an operator may know of a token: names of claims, and few values, sanitised and truncated;
 * of the subject a digest, the same as in the log.
 */
final class Facts {
  private static final int LONGEST = 60;
  private static final int LONGEST_ISSUER = 120;
  private static final int MOST = 24;
  private static final long DISTANT_PAST = -100_000_000_000_000L;

  private final VerifierSettings settings;
  private final IssuerSettings issuer;
  private final TokenHeader header;
  private final Claims claims;
  private final long now;

  Facts(
      VerifierSettings settings,
      IssuerSettings issuer,
      TokenHeader header,
      Claims claims,
      long now) {
    this.settings = settings;
    this.issuer = issuer;
    this.header = header;
    this.claims = claims;
    this.now = now;
  }

  static String shape(String compact) {
    return "a JWT of " + compact.length() + " bytes";
  }

  static String header(TokenHeader header, Claims claims) {
    return "alg "
        + Quoted.text(header.algorithm(), LONGEST)
        + ", kid "
        + quoted(header.keyId())
        + ", typ "
        + quoted(header.type())
        + "; claims "
        + listed(new ArrayList<>(new TreeSet<>(claims.names())));
  }

  static String unknownIssuer(@Nullable String iss, List<IssuerSettings> issuers) {
    if (iss == null) {
      return "it has no claim iss";
    }
    String shown = Quoted.text(iss, LONGEST_ISSUER);
    for (IssuerSettings issuer : issuers) {
      String difference = Likeness.between(iss, issuer.uri());
      if (difference != null) {
        return shown + " differs from " + issuer.uri() + " by " + difference;
      }
    }
    return shown + " is not one of those configured";
  }

  static String issuer(IssuerSettings issuer) {
    return Quoted.text(issuer.uri(), LONGEST_ISSUER) + " is the issuer " + issuer.name();
  }

  static String keys(TokenHeader header, int candidates) {
    return candidates
        + (candidates == 1 ? " key" : " keys")
        + " of the issuer for "
        + Quoted.text(header.algorithm(), LONGEST)
        + (header.keyId() == null ? "" : " and kid " + quoted(header.keyId()));
  }

  /** What steers a rule. */
  @Nullable String property(Rule rule) {
    switch (rule) {
      case ALGORITHM:
        return issuer.property(IssuerProperties.ALGORITHMS);
      case TYPE:
        return issuer.property(IssuerProperties.TYP);
      case TIMES:
        return VerificationProperties.CLOCK_SKEW.fullName();
      case LIFETIME:
        return VerificationProperties.MAX_LIFETIME.fullName();
      case AUDIENCE:
        return issuer.property(IssuerProperties.AUDIENCES);
      default:
        return null;
    }
  }

  /** What is said of a rule that is kept. */
  String of(Rule rule, String compact) {
    switch (rule) {
      case ALGORITHM:
        return Quoted.text(header.algorithm(), LONGEST) + " is accepted";
      case TYPE:
        return TypeRule.isLikeIdToken(header, claims)
            ? "it looks like an ID token, and is trusted nevertheless"
            : "it may be an access token";
      case TIMES:
        return times();
      case BINDING:
        return binding(claims.token(compact, issuer.uri(), Requirements.NONE));
      case LIFETIME:
        return lifetime();
      case AUDIENCE:
        return audience();
      default:
        return "";
    }
  }

  private String times() {
    StringBuilder times = new StringBuilder();
    append(times, "exp", claims.expiresAt());
    append(times, "nbf", claims.notBefore());
    append(times, "iat", claims.issuedAt());
    return times
        .append("with a skew of ")
        .append(settings.clockSkew().toMillis() / 1_000)
        .append("s")
        .toString();
  }

  private void append(StringBuilder times, String name, long time) {
    if (time > DISTANT_PAST) {
      long seconds = TimeUnit.MILLISECONDS.toSeconds(Math.abs(time - now));
      times
          .append(name)
          .append(' ')
          .append(Instant.ofEpochMilli(time))
          .append(time > now ? " (in " + seconds + "s), " : " (" + seconds + "s ago), ");
    }
  }

  private String lifetime() {
    return "it lives "
        + TimeUnit.MILLISECONDS.toSeconds(claims.lifetime(now))
        + "s, and may live "
        + settings.values().get(VerificationProperties.MAX_LIFETIME).toMillis() / 1_000
        + "s ("
        + VerificationProperties.MAX_LIFETIME_ACTION
        + "="
        + settings.values().get(VerificationProperties.MAX_LIFETIME_ACTION)
        + ")";
  }

  private String audience() {
    List<String> audiences = claims.audiences();
    List<String> known = audiences == null ? Collections.<String>emptyList() : audiences;
    return (known.isEmpty() ? "none" : listed(known))
        + (issuer.audiences().isEmpty() ? ", and any is accepted" : "");
  }

  private static String binding(Token token) {
    String subject = token.subject();
    String who = subject == null ? "" : "; subject " + SubjectDigest.brief(token.issuer(), subject);
    if (token.bindsDpopKey()) {
      return "bound to a key: only with a proof of its holder, and never relayed" + who;
    }
    if (token.bindsCertificate()) {
      return "bound to its holder's certificate, and never relayed" + who;
    }
    return (token.isBound() ? "bound to its holder" : "not bound") + who;
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "-" : Quoted.text(text, LONGEST);
  }

  private static String listed(List<String> words) {
    StringBuilder list = new StringBuilder();
    for (String word : words.subList(0, Math.min(words.size(), MOST))) {
      list.append(list.length() == 0 ? "" : ", ").append(Quoted.text(word, LONGEST));
    }
    return list.append(words.size() > MOST ? ", ..." : "").toString();
  }
}
