package io.tokenrelay.smoke.benchmark;

import io.tokenrelay.bootstrap.Carrier;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to put something into a queue of the JDK and to take it out again: by a thread that
 * works for nobody, by a request's own, and by an owned task whose class is named in {@code
 * tokenrelay.context.keep-waiting}, so that it is looked up at each removal. Any other owned task
 * works for nobody from its first removal on.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
@State(Scope.Thread)
public class Queueing {
  /** A queue of the JDK. */
  public enum Kind {
    ARRAY_BLOCKING(() -> new ArrayBlockingQueue<>(16)),
    LINKED_BLOCKING(LinkedBlockingQueue::new),
    LINKED_BLOCKING_DEQUE(LinkedBlockingDeque::new),
    CONCURRENT_LINKED(ConcurrentLinkedQueue::new),
    CONCURRENT_LINKED_DEQUE(ConcurrentLinkedDeque::new),
    LINKED_TRANSFER(LinkedTransferQueue::new),
    PRIORITY_BLOCKING(PriorityBlockingQueue::new);

    private final Supplier<Queue<Object>> made;

    Kind(Supplier<Queue<Object>> made) {
      this.made = made;
    }
  }

  /** Whom the thread works for. */
  public enum Whom {
    NOBODY,
    OWN_REQUEST,
    OWNED_TASK
  }

  @Param Kind queue;
  @Param Whom whom;

  private final Object exchange = new Object();
  private final Object snapshot = new Object();
  private final Object element = "element";
  private Queue<Object> made;

  @Setup
  public void make() {
    made = queue.made.get();
  }

  /** Each iteration is a task of its own, which a woven pool begins with nothing. */
  @Setup(Level.Iteration)
  public void work() {
    if (whom == Whom.OWN_REQUEST) {
      Carrier.enter(exchange, snapshot);
    } else if (whom == Whom.OWNED_TASK) {
      Carrier.openTask(snapshot);
    }
  }

  @Benchmark
  public Object offerAndPoll() {
    made.offer(element);
    return made.poll();
  }
}
