package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.ledger.LostTask;
import io.tokenrelay.bootstrap.Loss;
import io.tokenrelay.bootstrap.LossListener;
import io.tokenrelay.bootstrap.StackRoom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that requests started and that ran without their token: counted by reason; each class of
 * task is logged once, with the property that would carry it.
 *
 * <p>Called from the boot loader on the application's threads, wherever a task is created.
 */
public final class LostWork implements LossListener {
  private static final Logger LOG = LoggerFactory.getLogger(LostWork.class);
  private static final int MOST_CLASSES = 100;

  private final Counters counters;
  private final Map<Loss, Event> events = new EnumMap<>(Loss.class);
  private final Map<Loss, ConcurrentMap<String, LostTask>> tasks = new EnumMap<>(Loss.class);

  public LostWork(Counters counters) {
    this.counters = counters;
    for (Loss loss : Loss.values()) {
      events.put(loss, Event.valueOf("LOST_" + loss.name()));
      tasks.put(loss, new ConcurrentHashMap<>());
    }
  }

  @Override
  public void lost(Loss loss, String task, @Nullable String caller, boolean first) {
    try {
      Event event = events.get(loss);
      if (event != null) {
        counters.count(event);
      }
      ConcurrentMap<String, LostTask> known = tasks.get(loss);
      LostTask again = known == null ? null : known.get(task);
      if (again != null) {
        again.count();
      } else if (first && known != null) {
        log(loss, task, caller, known);
      }
    } catch (Throwable ignored) {
      // Nothing may reach the application from here.
    }
  }

  /** What was lost: each class of task and reason, by class. */
  public List<LostTask> tasks() {
    List<LostTask> all = new ArrayList<>();
    for (Map<String, LostTask> ofOneLoss : tasks.values()) {
      all.addAll(ofOneLoss.values());
    }
    Collections.sort(all, Comparator.comparing(LostTask::sentence));
    return all;
  }

  private void log(
      Loss loss, String task, @Nullable String caller, ConcurrentMap<String, LostTask> known) {
    StackRoom.need();
    LostTask lost = new LostTask(task, reason(loss, caller), remedy(loss, task, caller));
    if (loss == Loss.LIBRARY || loss == Loss.NAMED) { // this is intended
      LOG.debug("work goes without a token: {}", lost.sentence());
      return;
    }
    lost.count();
    if (known.size() < MOST_CLASSES && known.putIfAbsent(task, lost) != null) {
      return; // at the same time, another lambda of the same class
    }
    LOG.info("work goes without its request's token: {}; {}", lost.sentence(), lost.remedy());
  }

  private static String reason(Loss loss, @Nullable String caller) {
    switch (loss) {
      case NO_VALUE:
        return "has no value, and nothing in it shows whose it is";
      case HANDED_OVER:
        return "was handed to an executor or a thread, and nothing in it shows whose it is";
      case SCHEDULED:
        return "was scheduled for later";
      case LIBRARY:
        return "is a library's own";
      case SERVES_OTHERS:
        return "took something from a queue (" + caller + "), so it may be someone else's work";
      case REQUEST_OVER:
        return "was created after the end of its request";
      case OUTLIVES_REQUESTS:
        return "belongs to a class whose tasks go on long after their requests";
      case NAMED:
        return "is named in " + OwnershipProperties.DROP_TASKS;
      case TAKEN_OUT:
        return caller == null
            ? "was taken out of a queue, where anyone may have put it, and handed on"
            : "was handed on after its thread had taken something out of a queue ("
                + caller
                + "), where anyone may have put it";
      case INITIALIZING:
        return "was created while a class was initialised, once for all requests";
      case FORKED:
        return "is shared out among the threads of a fork-join pool";
      case PERIODIC:
        return "runs over and over";
      case TIMED:
        return "was given to a java.util.Timer";
      case NOT_THE_REQUEST:
        return "is not run by its request's own threads ("
            + OwnershipProperties.CARRY
            + "=request)";
    }
    throw new AssertionError(loss);
  }

  /**
   * A shell would turn {@code App$Audit} into {@code App}, which would carry all of App's lambdas.
   */
  private static String inAShell(String name) {
    return name.indexOf('$') < 0 ? "" : " (in a shell, quote the $)";
  }

  private static String remedy(Loss loss, String task, @Nullable String caller) {
    switch (loss) {
      case SERVES_OTHERS:
        return keepWaiting(caller);
      case TAKEN_OUT:
        return caller == null ? carry(task) : keepWaiting(caller);
      case OUTLIVES_REQUESTS:
        return "if they may carry it, raise " + RelayProperties.DETACHED_MAX;
      case REQUEST_OVER:
        return "nothing carries it: create it before the response is complete";
      case FORKED:
        return "nothing carries it: use submit(Callable) or supplyAsync for what makes calls";
      case PERIODIC:
        return "nothing carries it: it would keep the first caller's token";
      case TIMED:
        return "nothing carries it: what runs once can be carried on a ScheduledExecutorService";
      case INITIALIZING:
        return "do not carry it: it would keep the first caller's token";
      case NOT_THE_REQUEST:
        return "set "
            + OwnershipProperties.CARRY
            + "=owned, or "
            + OwnershipProperties.CARRY_TASKS
            + '='
            + task;
      default:
        return carry(task);
    }
  }

  private static String carry(String task) {
    return "if it is its request's own work, set "
        + OwnershipProperties.CARRY_TASKS
        + '='
        + task
        + inAShell(task);
  }

  private static String keepWaiting(@Nullable String caller) {
    return "if "
        + caller
        + " takes only what it needs for itself, set "
        + OwnershipProperties.KEEP_WAITING
        + '='
        + caller;
  }
}
