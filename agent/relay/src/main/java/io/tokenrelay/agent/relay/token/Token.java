package io.tokenrelay.agent.relay.token;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token, verified unless it is {@link #unverified}: its text and the few claims that relaying
 * needs. Immutable; never prints its text.
 */
public final class Token {
  private static final Interner<String> CLIENTS = new Interner<>();
  private static final Interner<List<String>> AUDIENCES = new Interner<>();

  private final String compact;
  private final String issuer;
  private final @Nullable String subject;
  private final @Nullable String client;
  private final List<String> audiences;
  private final long expiresAt;
  private final boolean bound;
  private final boolean bindsDpopKey;
  private final boolean bindsCertificate;
  private final boolean workload;
  private final Grants grants;

  /** Made when it is asked for, by whichever thread. */
  private @Nullable String digest;

  /** The other token of its pair; set by whichever thread. */
  private @Nullable Companion companion;

  /** What it was exchanged for, by each exchange that was used; set by whichever thread. */
  private volatile @Nullable Kept kept;

  private Token(Builder builder) {
    this.compact = builder.compact;
    this.issuer = builder.issuer;
    this.subject = builder.subject;
    this.client = builder.client == null ? null : CLIENTS.intern(builder.client);
    this.audiences =
        AUDIENCES.intern(Collections.unmodifiableList(new ArrayList<>(builder.audiences)));
    this.expiresAt = builder.expiresAt;
    this.bound = builder.bound;
    this.bindsDpopKey = builder.bindsDpopKey;
    this.bindsCertificate = builder.bindsCertificate;
    this.workload = builder.workload;
    this.grants = builder.grants;
  }

  public static Builder verified(String compact, String issuer) {
    return new Builder(compact, issuer);
  }

  /**
   * A bearer token that was not verified, relayed because the operator says so ({@code
   * tokenrelay.capture.opaque=relay}): it says nothing about its bearer.
   */
  public static Token unverified(String text) {
    return new Builder(text, "").expiresAt(Long.MAX_VALUE).build();
  }

  /** The token as received; the only access to its text. Never to be logged. */
  public String compact() {
    return compact;
  }

  /** Claim {@code iss}. */
  public String issuer() {
    return issuer;
  }

  /** Whether it was verified; otherwise nothing that it says is known to be true. */
  public boolean isVerified() {
    return !issuer.isEmpty();
  }

  /** Claim {@code sub}, or null. */
  public @Nullable String subject() {
    return subject;
  }

  /** Identifies issuer and subject without naming them; null without a subject. */
  public @Nullable String digest() {
    String known = digest;
    if (known == null && subject != null) {
      known = SubjectDigest.of(issuer, subject);
      digest = known;
    }
    return known;
  }

  /**
   * The other token of its pair: of a caller's token the transaction token that was made for it
   * last, of a transaction token the caller's token that it was found to belong to. Null if there
   * is none.
   */
  public @Nullable Companion companion() {
    return companion;
  }

  /** Remembers the other token of its pair, for as long as this one is known. */
  public void accompany(Companion companion) {
    this.companion = companion;
  }

  /** What an exchange has made of it, if that is still remembered there; else null. */
  @SuppressWarnings("ReferenceEquality") // each exchange is one object
  public @Nullable Exchanged exchanged(TokenExchange by) {
    for (Kept each = kept; each != null; each = each.next) {
      if (each.by == by) {
        return each.get();
      }
    }
    return null;
  }

  /** Remembers what an exchange has made of it, for as long as the exchange does. */
  public synchronized void keep(TokenExchange by, Exchanged exchanged) {
    kept = new Kept(by, exchanged, without(by, kept));
  }

  @SuppressWarnings("ReferenceEquality") // each exchange is one object
  private static @Nullable Kept without(TokenExchange by, @Nullable Kept all) {
    if (all == null || all.by == by) {
      return all == null ? null : all.next;
    }
    Exchanged exchanged = all.get();
    Kept rest = without(by, all.next);
    return exchanged == null ? rest : new Kept(all.by, exchanged, rest);
  }

  /** Claim {@code azp} or {@code client_id}, or null. */
  public @Nullable String client() {
    return client;
  }

  /** Claim {@code aud}, always as a list. */
  public List<String> audiences() {
    return audiences;
  }

  /** Claim {@code exp}, in milliseconds since the epoch. */
  public long expiresAt() {
    return expiresAt;
  }

  /**
   * Whether the token is bound to a key (claim {@code cnf}, RFC 7800): useless to anyone but its
   * holder.
   */
  public boolean isBound() {
    return bound;
  }

  /**
   * Whether it must come with a DPoP proof of its holder (claim {@code cnf.jkt}, RFC 9449 §6.1): as
   * a plain bearer token it must be refused (§7.2).
   */
  public boolean bindsDpopKey() {
    return bindsDpopKey;
  }

  /** Whether it is bound to its holder's certificate ({@code cnf.x5t#S256}, RFC 8705 §3.1). */
  public boolean bindsCertificate() {
    return bindsCertificate;
  }

  /**
   * Whether this is a workload's own credential ({@code wit+jwt}, a SPIFFE subject) rather than a
   * user's.
   */
  public boolean isWorkload() {
    return workload;
  }

  /** Which access rules it meets. */
  public Grants grants() {
    return grants;
  }

  @Override
  public String toString() {
    return "token of issuer " + issuer + ", " + compact.length() + " characters";
  }

  /** Something that an exchange remembers, as a list. */
  private static final class Kept extends WeakReference<Exchanged> {
    private final TokenExchange by;
    private final @Nullable Kept next;

    Kept(TokenExchange by, Exchanged exchanged, @Nullable Kept next) {
      super(exchanged);
      this.by = by;
      this.next = next;
    }
  }

  /** The other token of a pair. */
  public static final class Companion {
    private final Token token;
    private final long since;

    /**
     * @param since when they became a pair, in milliseconds since the epoch
     */
    public Companion(Token token, long since) {
      this.token = token;
      this.since = since;
    }

    public Token token() {
      return token;
    }

    public long since() {
      return since;
    }
  }

  /** Collects the claims. */
  public static final class Builder {
    private final String compact;
    private final String issuer;
    private @Nullable String subject;
    private @Nullable String client;
    private List<String> audiences = Collections.emptyList();
    private long expiresAt;
    private boolean bound;
    private boolean bindsDpopKey;
    private boolean bindsCertificate;
    private boolean workload;
    private Grants grants = Grants.NONE;

    private Builder(String compact, String issuer) {
      this.compact = compact;
      this.issuer = issuer;
    }

    public Builder subject(@Nullable String subject) {
      this.subject = subject;
      return this;
    }

    public Builder client(@Nullable String client) {
      this.client = client;
      return this;
    }

    public Builder audiences(List<String> audiences) {
      this.audiences = audiences;
      return this;
    }

    /**
     * @param expiresAt milliseconds since the epoch
     */
    public Builder expiresAt(long expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    public Builder bound(boolean bound) {
      this.bound = bound;
      return this;
    }

    public Builder bindsDpopKey(boolean bindsDpopKey) {
      this.bindsDpopKey = bindsDpopKey;
      return this;
    }

    public Builder bindsCertificate(boolean bindsCertificate) {
      this.bindsCertificate = bindsCertificate;
      return this;
    }

    public Builder workload(boolean workload) {
      this.workload = workload;
      return this;
    }

    /** Default: it meets no access rule. */
    public Builder grants(Grants grants) {
      this.grants = grants;
      return this;
    }

    public Token build() {
      return new Token(this);
    }
  }
}
