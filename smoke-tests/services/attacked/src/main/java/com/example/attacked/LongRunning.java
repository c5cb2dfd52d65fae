package com.example.attacked;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Whose clients, connections and threads are all there before the agent is. */
public final class LongRunning {
  private LongRunning() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, Act> acts = new TreeMap<>();
    for (String library :
        new String[] {"okhttp", "httpclient4", "httpclient5", "httpclient5-async", "url"}) {
      Client client = library.equals("url") ? ClientsByName.url() : ClientsByName.make(library, "");
      client.get(World.URL + "/nobody/before");
      acts.put(library, owner -> client.get(World.URL + '/' + owner + "/late"));
    }
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.submit(() -> World.call("nobody", "before")).get();
    acts.put("pool", owner -> pool.submit(() -> World.call(owner, "late")).get());
    acts.put(
        "future",
        owner -> CompletableFuture.supplyAsync(() -> World.call(owner, "late"), pool).get());
    Program.serve(new ActServlet(acts));
  }
}
