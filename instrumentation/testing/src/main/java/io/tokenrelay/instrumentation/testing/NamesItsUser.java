package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What every logging library must do: each line names the user whose request the code worked for
 * that logged it, whichever thread that was and whichever writes the line; and nobody, if it worked
 * for nobody.
 */
public abstract class NamesItsUser extends CallsForUsers {
  /** The user, an entry of the application's own, all entries, and the message. */
  protected static final String PATTERN = "[%X{tokenrelay.subject}] [%X{own}] [%X] %m%n";

  private static final Pattern LINE = Pattern.compile("\\[(.*?)] \\[(.*?)] \\[(.*)] (.*)");
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int LINES_PER_THREAD = 200;

  /** A way to another thread, by which the code is run, and waited for. */
  private interface Way {
    void go(Callable<String> code) throws Exception;
  }

  private final AtomicInteger marks = new AtomicInteger();
  private final ExecutorService pool = Executors.newFixedThreadPool(3);
  private final List<Path> files = new ArrayList<>();

  /** A class of the library, to see which version was loaded. */
  protected abstract Class<?> libraryClass();

  /** Begins to write what is logged to these files, in {@link #PATTERN}, each in another way. */
  protected abstract void start(List<Path> files) throws Exception;

  /** How many ways there are, synchronous ones and others. */
  protected abstract int ways();

  /** Whether the library writes all entries for {@code %X}. */
  protected boolean writesAllEntries() {
    return true;
  }

  /** Logs a line in each way. */
  protected abstract void log(String message);

  protected abstract void put(String key, String value);

  protected abstract void remove(String key);

  /** What the thread's MDC holds, as an application would copy it to another thread. */
  protected abstract @Nullable Map<String, ?> copyOfMdc();

  protected abstract void stop() throws Exception;

  @BeforeAll
  void startLogging() throws Exception {
    for (int i = 0; i < ways(); i++) {
      files.add(Files.createTempFile("log", ".txt"));
    }
    start(files);
  }

  @AfterAll
  void stopLogging() throws Exception {
    pool.shutdownNow();
    stop();
    for (Path file : files) {
      assertThat(text(file)).as("the application's log").doesNotContain("eyJ");
      Files.delete(file);
    }
  }

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(libraryClass());
  }

  @Test
  void aLineNamesTheUserOfItsRequestAndNobodyAfterwards() throws Exception {
    for (Map.Entry<String, Way> way : carrying().entrySet()) {
      for (String user : new String[] {"alice", "nobody", "bob", "nobody"}) {
        assertThat(namesLogged(user, way.getValue())).as(way.getKey()).containsOnly(name(user));
      }
    }
    String mark = mark();
    log(mark);
    assertThat(namesOf(mark)).as("outside a request").containsOnly("");
  }

  @Test
  void aLineOfWorkThatMayBeAnybodysNamesNobody() throws Exception {
    Way execute =
        code -> {
          CompletableFuture<String> done = new CompletableFuture<>();
          pool.execute(() -> done.complete(result(code)));
          done.get(60, TimeUnit.SECONDS);
        };
    for (String user : new String[] {"alice", "nobody", "bob"}) {
      assertThat(namesLogged(user, execute)).containsOnly("");
    }
  }

  @Test
  void anUnverifiedTokenNamesNobody() throws Exception {
    for (String token :
        new String[] {
          issuer.forgedToken("mallory"),
          issuer.expiredToken("alice"),
          issuer.tokenForAnotherAudience("alice")
        }) {
      String mark = mark();
      callers.as(token, () -> logged(mark));
      assertThat(namesOf(mark)).containsOnly("");
    }
  }

  @Test
  void theUserIsAmongAllEntriesAndTheApplicationsOwnStay() throws Exception {
    String mark = mark();
    as(
        "alice",
        () -> {
          put("own", "order-7");
          try {
            return logged(mark);
          } finally {
            remove("own");
          }
        });
    for (Matcher line : lines(mark)) {
      assertThat(line.group(1)).isEqualTo(name("alice"));
      assertThat(line.group(2)).isEqualTo("order-7");
      if (writesAllEntries()) {
        assertThat(line.group(3)).contains("tokenrelay.subject", name("alice"), "own", "order-7");
      }
    }
  }

  /** So that nothing can be left on a thread, or be brought to another. */
  @Test
  void theThreadsOwnMdcHoldsNothingOfIt() throws Exception {
    Map<String, ?> copy =
        as(
            "alice",
            () -> {
              log(mark());
              Map<String, ?> held = copyOfMdc();
              return held == null ? Collections.<String, Object>emptyMap() : held;
            });

    assertThat(copy).doesNotContainKey("tokenrelay.subject");
  }

  @Test
  void neverNamesAnotherUser() throws Exception {
    List<Map.Entry<String, Way>> ways = new ArrayList<>(carrying().entrySet());
    String mark = mark();
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int i = 0; i < LINES_PER_THREAD; i++) {
              int number = random.nextInt(USERS + 1); // the last one is nobody
              String user = number == USERS ? "nobody" : "user" + number;
              Way way = ways.get(random.nextInt(ways.size())).getValue();
              as(
                  user,
                  () -> {
                    way.go(() -> logged(mark + ' ' + name(user)));
                    return null;
                  });
            }
            return null;
          });
    }
    AtOnce.run(work);

    List<Matcher> lines = lines(mark, THREADS * LINES_PER_THREAD);
    assertThat(lines).hasSize(THREADS * LINES_PER_THREAD * ways());
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.group(4)).isEqualTo(mark + ' ' + line.group(1)));
  }

  private Map<String, Way> carrying() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("on the request's thread", Callable::call);
    ways.put("submit", code -> pool.submit(code).get(60, TimeUnit.SECONDS));
    ways.put(
        "supplyAsync",
        code -> CompletableFuture.supplyAsync(() -> result(code), pool).get(60, TimeUnit.SECONDS));
    ways.put(
        "thenApplyAsync",
        code ->
            CompletableFuture.completedFuture("begun")
                .thenApplyAsync(begun -> result(code), pool)
                .get(60, TimeUnit.SECONDS));
    return ways;
  }

  private List<String> namesLogged(String user, Way way) throws Exception {
    String mark = mark();
    as(
        user,
        () -> {
          way.go(() -> logged(mark));
          return null;
        });
    return namesOf(mark);
  }

  private <T> T as(String user, Callable<T> code) throws Exception {
    return callers.as(user.equals("nobody") ? null : issuer.token(user), code);
  }

  private String logged(String message) {
    log(message);
    return message;
  }

  private static String result(Callable<String> code) {
    try {
      return code.call();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String mark() {
    return "mark" + marks.incrementAndGet() + '.';
  }

  private List<String> namesOf(String mark) throws IOException {
    return lines(mark).stream().map(line -> line.group(1)).collect(Collectors.toList());
  }

  private List<Matcher> lines(String mark) throws IOException {
    return lines(mark, 1);
  }

  /** The lines with a mark, when there are so many in each file: some are written later. */
  private List<Matcher> lines(String mark, int each) throws IOException {
    List<Matcher> found = new ArrayList<>();
    for (Path file : files) {
      List<Matcher> inFile = linesOf(file, mark);
      long start = System.nanoTime();
      while (inFile.size() < each && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        inFile = linesOf(file, mark);
      }
      assertThat(inFile).as("lines of " + mark).hasSize(each);
      found.addAll(inFile);
    }
    return found;
  }

  private static List<Matcher> linesOf(Path file, String mark) throws IOException {
    List<Matcher> lines = new ArrayList<>();
    for (String text : text(file).split("\r?\n", -1)) {
      Matcher line = LINE.matcher(text);
      if (line.matches() && line.group(4).startsWith(mark)) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** As what {@code tokenrelay.api.mdc} says that a user is named. */
  private static String name(String user) {
    if (user.equals("nobody")) {
      return "";
    }
    return System.getProperty("tokenrelay.api.mdc", "").equals("subject") ? user : digest(user);
  }

  private static String digest(String user) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((TestIssuer.ISSUER + '\n' + user).getBytes(StandardCharsets.UTF_8));
      StringBuilder digits = new StringBuilder();
      for (int i = 0; i < 8; i++) {
        digits.append(String.format("%02x", digest[i]));
      }
      return digits.toString();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
