package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Relocation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What lies beside one application loader: the advice for its libraries, and for their shaded
 * copies each its own; the call sites that have been linked to it, and what is off there.
 *
 * <p>Weak in every direction: the call sites keep the advice's loader, that one keeps the
 * application's, and nothing here keeps any of them.
 */
final class Beside {
  private final WeakReference<ClassLoader> application;
  private final ClassLoader agentLoader;
  private final Off off;
  private final List<WeakReference<Site>> sites = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final Set<String> initialised = ConcurrentHashMap.newKeySet();
  private @Nullable WeakReference<LibraryClassLoader> advice;
  private final Map<Relocation, WeakReference<LibraryClassLoader>> ofCopies = new HashMap<>();

  Beside(ClassLoader application, ClassLoader agentLoader, Off off) {
    this.application = new WeakReference<>(application);
    this.agentLoader = agentLoader;
    this.off = off;
  }

  /** The application's loader; null when it is gone. */
  @Nullable ClassLoader application() {
    return application.get();
  }

  /** Finds an advice method for a class of this loader. */
  MethodHandle find(
      ClassLoader application,
      @Nullable Relocation relocation,
      String advice,
      String method,
      MethodType type)
      throws ReflectiveOperationException {
    return loader(application, relocation).find(advice, method, type);
  }

  /** Initialises what an advice's instrumentation is made of, once, before it is used. */
  void initialise(
      ClassLoader application,
      @Nullable Relocation relocation,
      String adviceClass,
      Initialisers initialisers) {
    String instrumentation = adviceClass.substring(0, adviceClass.lastIndexOf('.'));
    if (initialised.add(
        relocation == null ? instrumentation : instrumentation + ' ' + relocation)) {
      LibraryClassLoader beside = loader(application, relocation);
      for (String name : initialisers.in(instrumentation)) {
        Initialisers.isInitialised(name, beside); // what cannot be may not be needed here
      }
    }
  }

  /** Remembers a call site, and turns it off where its instrumentation is. */
  synchronized void add(Site site) {
    sites.add(new WeakReference<>(site));
    for (Outage outage : outages) {
      if (outage.covers(site.advice)) {
        site.turnOff(off);
        return;
      }
    }
  }

  /**
   * Turns call sites off, those included that are linked later.
   *
   * @return whether that is new
   */
  synchronized boolean begin(Outage outage) {
    if (outages.contains(outage)) {
      return false;
    }
    List<MutableCallSite> turned = new ArrayList<>();
    for (Site site : living()) {
      if (outage.covers(site.advice)) {
        site.turnOff(off);
        turned.add(site);
      }
    }
    MutableCallSite.syncAll(turned.toArray(new MutableCallSite[0]));
    outages.add(outage); // now, so that what fails in between is tried again
    return true;
  }

  /** The classes here that write. */
  synchronized List<Class<?>> writers() {
    List<Class<?>> writers = new ArrayList<>();
    for (Site site : living()) {
      Class<?> caller = site.caller();
      if (site.advice.role.writes() && caller != null && !writers.contains(caller)) {
        writers.add(caller);
      }
    }
    return writers;
  }

  private List<Site> living() {
    List<Site> living = new ArrayList<>();
    for (Iterator<WeakReference<Site>> all = sites.iterator(); all.hasNext(); ) {
      Site site = all.next().get();
      if (site == null) {
        all.remove();
      } else {
        living.add(site);
      }
    }
    return living;
  }

  private synchronized LibraryClassLoader loader(
      ClassLoader application, @Nullable Relocation relocation) {
    WeakReference<LibraryClassLoader> known =
        relocation == null ? advice : ofCopies.get(relocation);
    LibraryClassLoader loader = known == null ? null : known.get();
    if (loader == null) {
      loader = new LibraryClassLoader(application, agentLoader, relocation);
      if (relocation == null) {
        advice = new WeakReference<>(loader);
      } else {
        ofCopies.put(relocation, new WeakReference<>(loader));
      }
    }
    return loader;
  }
}
