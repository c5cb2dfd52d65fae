package io.tokenrelay.agent.verify.signature;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The Amazon Corretto Crypto Provider, from a directory of the agent's own, or registered in the
 * JVM. Verifies the algorithms that it offers; the JDK verifies the others.
 *
 * <p>One per JVM, like its native library. From a directory it is loaded below the agent loader and
 * never registered: the application's own cryptography is unchanged. On loading it tests itself,
 * which can take seconds, and initialises java.util.logging: so the threads that fetch keys do it,
 * after publishing the first keys, and never a request or premain.
 */
public final class FasterProvider {
  private static final String NAME = "AmazonCorrettoCryptoProvider";
  private static final String CLASS = "com.amazon.corretto.crypto.provider." + NAME;
  private static final String[] ALGORITHMS = {
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
  };

  private static @Nullable String tried;
  private static @Nullable String problem;
  private static volatile @Nullable Provider loaded;

  private FasterProvider() {}

  /**
   * Loads it from a directory, unless that has been tried before.
   *
   * @return why it is not used, or null
   */
  public static synchronized @Nullable String load(String directory) {
    if (!directory.equals(tried)) {
      tried = directory;
      loaded = null;
      problem = null;
      try {
        loaded = from(directory);
      } catch (UnusableProviderException e) {
        problem = e.getMessage();
      }
    }
    return problem;
  }

  /**
   * Null when there is nothing faster than the JDK. The application may register one at any time,
   * and looking it up costs 0.1 us; the first time, the JDK instantiates all of its providers.
   */
  static @Nullable Provider get() {
    Provider own = loaded;
    return own != null ? own : Security.getProvider(NAME);
  }

  static boolean offers(Provider provider, String jcaAlgorithm) {
    return provider.getService("Signature", jcaAlgorithm) != null;
  }

  /** Which provider verifies which algorithms at present, for operators. */
  public static String inUse() {
    Map<String, StringJoiner> algorithms = new LinkedHashMap<>();
    for (String algorithm : ALGORITHMS) {
      algorithms
          .computeIfAbsent(verifying(JcaCheck.jca(algorithm)), name -> new StringJoiner(" "))
          .add(algorithm);
    }
    StringJoiner all = new StringJoiner(", ");
    for (Map.Entry<String, StringJoiner> provider : algorithms.entrySet()) {
      all.add(provider.getKey() + " (" + provider.getValue() + ")");
    }
    return all.toString();
  }

  private static String verifying(String jcaAlgorithm) {
    Provider faster = get();
    try {
      return faster != null && offers(faster, jcaAlgorithm)
          ? faster.getName()
          : Signature.getInstance(jcaAlgorithm).getProvider().getName();
    } catch (NoSuchAlgorithmException e) {
      return "no provider";
    }
  }

  /** Its self-test finds out whether the native library is present and right for this machine. */
  private static Provider from(String directory) throws UnusableProviderException {
    try {
      ClassLoader loader =
          new URLClassLoader(jars(directory), FasterProvider.class.getClassLoader());
      Class<?> type = Class.forName(CLASS, true, loader);
      Provider provider = (Provider) type.getField("INSTANCE").get(null);
      type.getMethod("assertHealthy").invoke(provider);
      return provider;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      throw new UnusableProviderException(NAME + " does not work here: " + root(e));
    }
  }

  private static URL[] jars(String directory) throws UnusableProviderException {
    File[] files = new File(directory).listFiles((in, name) -> name.endsWith(".jar"));
    if (files == null || files.length == 0) {
      throw new UnusableProviderException("there is no jar");
    }
    URL[] urls = new URL[files.length];
    for (int i = 0; i < files.length; i++) {
      try {
        urls[i] = files[i].toURI().toURL();
      } catch (MalformedURLException e) {
        throw new UnusableProviderException(e.toString());
      }
    }
    return urls;
  }

  private static Throwable root(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return cause == null ? thrown : root(cause);
  }

  private static final class UnusableProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableProviderException(String message) {
      super(message);
    }
  }
}
