package io.tokenrelay.agent.verify.issuer;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.ALGORITHM;
import static io.tokenrelay.agent.relay.token.Verdict.Reason.MALFORMED;

import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The worked signatures of RFC 7515 appendix A and E, RFC 7520 §4 and RFC 8037 appendix A, typed in
 * from there. Many of them sign a sentence rather than claims: authentic, but no token.
 */
final class RfcExamples {
  /** Of RFC 7515 A.1 to A.3: issuer joe, until 2011-03-22T18:43:00Z, and a claim that is a URL. */
  private static final String JOE =
      "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc1"
          + "9yb290Ijp0cnVlfQ";

  /** Of RFC 7520 figure 8: a sentence of Tolkien's. */
  private static final String FRODO =
      "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW"
          + "91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhl"
          + "cmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";

  private static final String KEY_7515_A2 =
      "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\""
          + "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2"
          + "mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7"
          + "OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMT"
          + "BQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkM"
          + "Ls91kzk2PAcDTW9gb54h4FRWyuXpoQ"
          + "\"}";
  private static final String KEY_7515_A3 =
      "{\"kty\":\"EC\",\"crv\":\"P-256\","
          + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
          + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
  private static final String KEY_7515_A4 =
      "{\"kty\":\"EC\",\"crv\":\"P-521\",\"x\":\""
          + "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qU"
          + "xcWceqwQGk"
          + "\",\"y\":\""
          + "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubm"
          + "f63e3kyMj2"
          + "\"}";
  private static final String KEY_7520_RSA =
      "{\"kty\":\"RSA\",\"kid\":\"bilbo.baggins@hobbiton.example\",\"use\":\"sig\",\"e\":\"AQAB\",\"n\":\""
          + "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nq"
          + "Q0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3R"
          + "BordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEH"
          + "g8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__"
          + "kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw"
          + "\"}";
  private static final String KEY_7520_EC =
      "{\"kty\":\"EC\",\"kid\":\"bilbo.baggins@hobbiton.example\",\"use\":\"sig\",\"crv\":\"P-521\",\"x\":\""
          + "AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRX"
          + "YgCF5cj0Kt"
          + "\",\"y\":\""
          + "AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwl"
          + "GfP-HqHZR1"
          + "\"}";
  private static final String KEY_8037 =
      "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
          + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

  private static final String KEYS =
      "{\"keys\":["
          + String.join(
              ",", KEY_7515_A2, KEY_7515_A3, KEY_7515_A4, KEY_7520_RSA, KEY_7520_EC, KEY_8037)
          + "]}";

  private static final String SECRET_7515 =
      "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
  private static final String SECRET_7520 = "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg";

  private static final String RS_7515 =
      "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_"
          + "lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO7"
          + "5vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOk"
          + "HWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWy"
          + "wlVmtVrBp0igcN_IoypGlUPQGe77Rw";
  private static final String ES_7515 =
      "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3" + "-Kg6NU1Q";
  private static final String RS_7520 =
      "MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJd"
          + "Qx996ivp83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh"
          + "_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de"
          + "3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcI"
          + "e8u9ipH84ogoree7vjbU5y18kDquDg";
  private static final String HS_7520 =
      "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9";

  private RfcExamples() {}

  /** All public keys of all examples, as one issuer might publish them. */
  static String keys() {
    return KEYS;
  }

  /** In the order of the RFCs. */
  static List<Example> all() {
    return Arrays.asList(
        Example.secret(
            "RFC 7515 A.1, HS256",
            SECRET_7515,
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                + JOE
                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            null),
        Example.published(
            "RFC 7515 A.2, RS256", "eyJhbGciOiJSUzI1NiJ9." + JOE + "." + RS_7515, null),
        Example.published(
            "RFC 7515 A.3, ES256", "eyJhbGciOiJFUzI1NiJ9." + JOE + "." + ES_7515, null),
        Example.published(
            "RFC 7515 A.4, ES512 of a word",
            "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA."
                + "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34"
                + "XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYb"
                + "SW9ERBXukOXolLzeO_Jn",
            MALFORMED),
        Example.refused("RFC 7515 A.5, unsecured", "eyJhbGciOiJub25lIn0." + JOE + ".", MALFORMED),
        Example.refused(
            "RFC 7515 A.5, unsecured, with a signature to it",
            "eyJhbGciOiJub25lIn0." + JOE + "." + RS_7515,
            ALGORITHM),
        Example.refused("RFC 7515 A.6, general JSON serialisation", general(), MALFORMED),
        Example.refused("RFC 7515 A.7, flattened JSON serialisation", flattened(), MALFORMED),
        Example.refused(
            "RFC 7515 E, critical header parameters",
            "eyJhbGciOiJub25lIiwNCiAiY3JpdCI6WyJodHRwOi8vZXhhbXBsZS5jb20vVU5ERUZJTkVEIl0sDQ"
                + "ogImh0dHA6Ly9leGFtcGxlLmNvbS9VTkRFRklORUQiOnRydWUNCn0.RkFJTA.",
            MALFORMED),
        Example.published(
            "RFC 7520 4.1, RS256",
            "eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9."
                + FRODO
                + "."
                + RS_7520,
            MALFORMED),
        Example.published(
            "RFC 7520 4.2, PS384",
            "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9."
                + FRODO
                + "."
                + "cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkq"
                + "sGqDqHCdP6O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNA"
                + "Uf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez"
                + "2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTOcbH510a6G"
                + "YmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw",
            MALFORMED),
        Example.published(
            "RFC 7520 4.3, ES512 with the kid of an RSA key",
            "eyJhbGciOiJFUzUxMiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9."
                + FRODO
                + "."
                + "AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu9Plon7KRTzoNEuT"
                + "4Va2cmL1eJAQy3mtPBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD890jl8e2puQens_IEKBpHABlsbEPX6"
                + "sFY8OcGDqoRuBomu9xQ2",
            MALFORMED),
        Example.secret(
            "RFC 7520 4.4, HS256",
            SECRET_7520,
            HS_7520 + "." + FRODO + ".s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0",
            MALFORMED),
        Example.refused(
            "RFC 7520 4.5, detached content",
            HS_7520 + "..s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0",
            MALFORMED),
        Example.refused("RFC 7520 4.6, a header not protected", partlyProtected(), MALFORMED),
        Example.refused("RFC 7520 4.7, no header protected", unprotected(), MALFORMED),
        Example.refused("RFC 7520 4.8, several signatures", several(), MALFORMED),
        Example.edwards(
            "RFC 8037 A.4 and A.5, EdDSA",
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
                + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr"
                + "_MuM0KAg",
            MALFORMED));
  }

  private static String general() {
    return "{\"payload\":\""
        + JOE
        + "\",\"signatures\":[{\"protected\":\"eyJhbGciOiJSUzI1NiJ9\","
        + "\"header\":{\"kid\":\"2010-12-29\"},\"signature\":\""
        + RS_7515
        + "\"},{\"protected\":\"eyJhbGciOiJFUzI1NiJ9\","
        + "\"header\":{\"kid\":\"e9bc097a-ce51-4036-9562-d2ade882db0d\"},\"signature\":\""
        + ES_7515
        + "\"}]}";
  }

  private static String flattened() {
    return "{\"payload\":\""
        + JOE
        + "\",\"protected\":\"eyJhbGciOiJFUzI1NiJ9\","
        + "\"header\":{\"kid\":\"e9bc097a-ce51-4036-9562-d2ade882db0d\"},\"signature\":\""
        + ES_7515
        + "\"}";
  }

  private static String partlyProtected() {
    return "{\"payload\":\""
        + FRODO
        + "\",\"protected\":\"eyJhbGciOiJIUzI1NiJ9\","
        + "\"header\":{\"kid\":\"018c0ae5-4d9b-471b-bfd6-eef314bc7037\"},"
        + "\"signature\":\"bWUSVaxorn7bEF1djytBd0kHv70Ly5pvbomzMWSOr20\"}";
  }

  private static String unprotected() {
    return "{\"payload\":\""
        + FRODO
        + "\",\"header\":{\"alg\":\"HS256\",\"kid\":\"018c0ae5-4d9b-471b-bfd6-eef314bc7037\"},"
        + "\"signature\":\"xuLifqLGiblpv9zBpuZczWhNj1gARaLV3UxvxhJxZuk\"}";
  }

  private static String several() {
    return "{\"payload\":\""
        + FRODO
        + "\",\"signatures\":[{\"protected\":\"eyJhbGciOiJSUzI1NiJ9\","
        + "\"header\":{\"kid\":\"bilbo.baggins@hobbiton.example\"},\"signature\":\""
        + "MIsjqtVlOpa71KE-Mss8_Nq2YH4FGhiocsqrgi5NvyG53uoimic1tcMdSg-qptrzZc7CG6Svw2Y13T"
        + "DIqHzTUrL_lR2ZFcryNFiHkSw129EghGpwkpxaTn_THJTCglNbADko1MZBCdwzJxwqZc-1RlpO2Hib"
        + "UYyXSwO97BSe0_evZKdjvvKSgsIqjytKSeAMbhMBdMma622_BG5t4sdbuCHtFjp9iJmkio47AIwqkZ"
        + "V1aIZsv33uPUqBBCXbYoQJwt7mxPftHmNlGoOSMxR_3thmXTCm4US-xiNOyhbm8afKK64jU6_TPtQH"
        + "iJeQJxz9G3Tx-083B745_AfYOnlC9w"
        + "\"},{\"header\":{\"alg\":\"ES512\",\"kid\":\"bilbo.baggins@hobbiton.example\"},"
        + "\"signature\":\""
        + "ARcVLnaJJaUWG8fG-8t5BREVAuTY8n8YHjwDO1muhcdCoFZFFjfISu0Cdkn9Ybdlmi54ho0x924DUz"
        + "8sK7ZXkhc7AFM8ObLfTvNCrqcI3Jkl2U5IX3utNhODH6v7xgy1Qahsn0fyb4zSAkje8bAWz4vIfj5p"
        + "CMYxxm4fgV3q7ZYhm5eD"
        + "\"},{\"protected\":\""
        + HS_7520
        + "\",\"signature\":\"s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0\"}]}";
  }

  /** One example: what it is, and what must be said of it. */
  static final class Example {
    final String section;
    final @Nullable String secret;
    final String token;
    final boolean authentic;
    final boolean edwards;
    final @Nullable Reason reason;

    private Example(
        String section,
        @Nullable String secret,
        String token,
        boolean authentic,
        boolean edwards,
        @Nullable Reason reason) {
      this.section = section;
      this.secret = secret;
      this.token = token;
      this.authentic = authentic;
      this.edwards = edwards;
      this.reason = reason;
    }

    private static Example published(String section, String token, @Nullable Reason reason) {
      return new Example(section, null, token, true, false, reason);
    }

    private static Example edwards(String section, String token, Reason reason) {
      return new Example(section, null, token, true, true, reason);
    }

    private static Example secret(
        String section, String secret, String token, @Nullable Reason reason) {
      return new Example(section, secret, token, true, false, reason);
    }

    private static Example refused(String section, String token, Reason reason) {
      return new Example(section, null, token, false, false, reason);
    }

    @Override
    public String toString() {
      return section;
    }
  }
}
