package io.tokenrelay.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every library that hands work from one thread to another must do: the work calls with the
 * token of the user whose request created it, or with none. A library's suite names its ways.
 */
public abstract class CarriesAcrossThreads extends CallsForUsers {
  private static final int THREADS = 8;
  private static final int USERS = 50;
  private static final int PIECES_PER_THREAD = 150;
  private static final OkHttpClient CLIENT = new OkHttpClient();

  /** A way to another thread. */
  protected interface Way {
    /** Has {@link #call()} called there, and its result given to the answer. */
    void start(CompletableFuture<String> answer) throws Exception;
  }

  private final ConcurrentMap<String, String> tokens = new ConcurrentHashMap<>();

  /** A class of the library, to see which version was loaded. */
  protected abstract Class<?> libraryClass();

  /** The library's ways by name, each of which carries. */
  protected abstract Map<String, Way> ways();

  /** The library's ways by which the work may be anybody's: it calls with nothing. */
  protected Map<String, Way> waysOfNobody() {
    return Collections.emptyMap();
  }

  @Test
  void testsTheVersionItClaims() {
    LoadedVersion.assertIsTheOneUnderTest(libraryClass());
  }

  @Test
  void workOfEachKindCallsForItsCreator() throws Exception {
    for (Map.Entry<String, Way> way : ways().entrySet()) {
      for (String user : new String[] {"alice", "nobody", "bob", "nobody"}) {
        assertThat(answerAs(user, way.getValue())).as(way.getKey()).isEqualTo(user);
      }
    }
  }

  @Test
  void workThatMayBeAnybodysCallsWithNothing() throws Exception {
    for (Map.Entry<String, Way> way : waysOfNobody().entrySet()) {
      for (String user : new String[] {"alice", "nobody", "bob"}) {
        assertThat(answerAs(user, way.getValue())).as(way.getKey()).isEqualTo("nobody");
      }
    }
  }

  @Test
  void neverSendsAnotherUsersToken() throws Exception {
    Map<String, Way> ofNobody = waysOfNobody();
    List<Map.Entry<String, Way>> ways = new ArrayList<>(ways().entrySet());
    ways.addAll(ofNobody.entrySet());
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Void>> work = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Random random = new Random(thread);
      work.add(
          () -> {
            for (int i = 0; i < PIECES_PER_THREAD; i++) {
              int number = random.nextInt(USERS + 1); // the last one is nobody
              String user = number == USERS ? "nobody" : "user" + number;
              Map.Entry<String, Way> way = ways.get(random.nextInt(ways.size()));
              String got = answerAs(user, way.getValue());
              if (!got.equals(ofNobody.containsKey(way.getKey()) ? "nobody" : user)) {
                wrong.add(way.getKey() + " of " + user + " sent " + got);
              }
            }
            return null;
          });
    }
    AtOnce.run(work);

    assertThat(wrong).isEmpty();
  }

  /** Goes this way in a request of this user, which ends when the answer is there. */
  protected final String answerAs(String user, Way way) throws Exception {
    return as(
        user,
        () -> {
          CompletableFuture<String> answer = new CompletableFuture<>();
          way.start(answer);
          return answer(answer);
        });
  }

  /** Goes this way in a request of this user, which may be over before the answer is there. */
  protected final CompletableFuture<String> startAs(String user, Way way) throws Exception {
    return as(
        user,
        () -> {
          CompletableFuture<String> answer = new CompletableFuture<>();
          way.start(answer);
          return answer;
        });
  }

  /** The same, in a request that is not over before there is an answer. */
  protected final CompletableFuture<String> startDuring(String user, Way way) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                as(
                    user,
                    () -> {
                      way.start(answer);
                      started.complete(true);
                      return answer(answer);
                    });
              } catch (Throwable failure) {
                started.completeExceptionally(failure);
                answer.completeExceptionally(failure);
              }
            });
    caller.setDaemon(true);
    caller.start();
    started.get(60, TimeUnit.SECONDS);
    return answer;
  }

  /** A way that is not left before there is an answer: its request is not over by then. */
  protected static Way waitedFor(Way way) {
    return answer -> {
      way.start(answer);
      answer(answer);
    };
  }

  /** Runs code in a request of this user; {@code nobody} has no token. */
  protected final <T> T as(String user, Callable<T> code) throws Exception {
    return callers.as(tokenOf(user), code);
  }

  /**
   * Calls downstream and answers the user whose token came there. Calls again when interrupted: a
   * library that cancels its timer may interrupt what the timer has just begun.
   */
  protected final String call() {
    String user = userOfCall();
    String told = CurrentUser.orNobody();
    return told.equals(user) ? user : user + ", but the application is told " + told;
  }

  private String userOfCall() {
    Request request = new Request.Builder().url(downstream.inEstate("/")).build();
    while (true) {
      try (Response response = CLIENT.newCall(request).execute()) {
        return response.body().string();
      } catch (SocketTimeoutException late) {
        throw new UncheckedIOException(late);
      } catch (InterruptedIOException interrupted) {
        Thread.interrupted();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  protected static String answer(CompletableFuture<String> answer) throws Exception {
    return answer.get(60, TimeUnit.SECONDS);
  }

  private @Nullable String tokenOf(String user) {
    return user.equals("nobody") ? null : tokens.computeIfAbsent(user, issuer::token);
  }
}
