package io.tokenrelay.agent.verify.corpus;

import static io.tokenrelay.agent.relay.token.Verdict.Reason.SIGNATURE;
import static io.tokenrelay.agent.verify.corpus.Tokens.main;
import static io.tokenrelay.agent.verify.corpus.Tokens.signature;
import static io.tokenrelay.agent.verify.corpus.Tokens.withSignature;

import io.tokenrelay.agent.verify.Signer;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What can be tried against elliptic curves alone: CVE-2022-21449 and its kin. */
final class ForgedEcdsa {
  private static final BigInteger EDWARDS_ORDER =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private ForgedEcdsa() {}

  static void addTo(Corpus corpus) {
    for (String algorithm : new String[] {"ES256", "ES384", "ES512"}) {
      Signer signer = Keys.of(algorithm);
      BigInteger n = ((ECPublicKey) signer.pair.getPublic()).getParams().getOrder();
      UnaryOperator<BigInteger> same = UnaryOperator.identity();
      UnaryOperator<BigInteger> zero = number -> BigInteger.ZERO;
      UnaryOperator<BigInteger> one = number -> BigInteger.ONE;
      UnaryOperator<BigInteger> order = number -> n;
      UnaryOperator<BigInteger> plus = number -> number.add(n);
      refuses(corpus, algorithm, "r = 0", signer, zero, same);
      refuses(corpus, algorithm, "s = 0", signer, same, zero);
      refuses(corpus, algorithm, "r = s = 1", signer, one, one);
      refuses(corpus, algorithm, "r = the order", signer, order, same);
      refuses(corpus, algorithm, "s = the order", signer, same, order);
      refuses(corpus, algorithm, "r = s = the order", signer, order, order);
      refuses(corpus, algorithm, "the order minus r", signer, n::subtract, same);
      if (n.bitLength() % 8 != 0) { // else there is room only for a small s
        refuses(corpus, algorithm, "the order added to r", signer, plus, same);
        refuses(corpus, algorithm, "the order added to s", signer, same, plus);
      }
      corpus.refuses(
          SIGNATURE,
          algorithm + ": r and s exchanged",
          () -> {
            String good = signer.token(algorithm, main(""));
            byte[] bytes = signature(good);
            byte[] exchanged = new byte[bytes.length];
            int half = bytes.length / 2;
            System.arraycopy(bytes, 0, exchanged, half, half);
            System.arraycopy(bytes, half, exchanged, 0, half);
            return withSignature(good, exchanged);
          });
    }
    corpus.refuses(
        SIGNATURE,
        0,
        "ES256: in DER, as X.509 has it",
        () -> Keys.P256.sign("DER", Keys.P256.header("ES256"), main("")));
    corpus.refuses(
        SIGNATURE, "EdDSA: the order added to S (RFC 8032 §5.1.7)", ForgedEcdsa::plusOrder);
    corpus.refuses(SIGNATURE, "EdDSA: R neutral, S zero", () -> neutral((byte) 0));
    corpus.refuses(
        SIGNATURE, "EdDSA: R neutral in another spelling, S zero", () -> neutral((byte) 0x80));
  }

  private static void refuses(
      Corpus corpus,
      String algorithm,
      String what,
      Signer signer,
      UnaryOperator<BigInteger> r,
      UnaryOperator<BigInteger> s) {
    corpus.refuses(
        SIGNATURE, algorithm + ": " + what, () -> changed(signer.token(algorithm, main("")), r, s));
  }

  static String changed(String token, UnaryOperator<BigInteger> r, UnaryOperator<BigInteger> s) {
    byte[] bytes = signature(token);
    int half = bytes.length / 2;
    byte[] changed = new byte[bytes.length];
    put(r.apply(new BigInteger(1, Arrays.copyOf(bytes, half))), changed, 0, half);
    put(
        s.apply(new BigInteger(1, Arrays.copyOfRange(bytes, half, bytes.length))),
        changed,
        half,
        half);
    return withSignature(token, changed);
  }

  private static void put(BigInteger number, byte[] into, int at, int length) {
    byte[] bytes = number.toByteArray();
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, into, at + length - count, count);
  }

  /** The same S for implementations that reduce it. */
  private static String plusOrder() {
    String good = Keys.ed().token("EdDSA", main(""));
    byte[] bytes = signature(good);
    byte[] s = new byte[32];
    for (int i = 0; i < 32; i++) {
      s[i] = bytes[63 - i]; // from little endian
    }
    byte[] sum = new byte[32];
    put(new BigInteger(1, s).add(EDWARDS_ORDER), sum, 0, 32);
    for (int i = 0; i < 32; i++) {
      bytes[63 - i] = sum[i];
    }
    return withSignature(good, bytes);
  }

  private static String neutral(byte sign) {
    byte[] signature = new byte[64];
    signature[0] = 1;
    signature[31] = sign;
    return withSignature(Keys.ed().token("EdDSA", main("")), signature);
  }
}
