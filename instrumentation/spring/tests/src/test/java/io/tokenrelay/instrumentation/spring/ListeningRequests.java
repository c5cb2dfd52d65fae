package io.tokenrelay.instrumentation.spring;

import static io.tokenrelay.instrumentation.spring.Downstreams.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.util.concurrent.SettableListenableFuture;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Requests that listen to a future of Spring 4 to 6, which another user's request completes. */
@RestController
public class ListeningRequests {
  private final ConcurrentMap<String, SettableListenableFuture<String>> futures =
      new ConcurrentHashMap<>();

  @RequestMapping("/listen")
  public CompletableFuture<String> listen(@RequestParam String name, @RequestParam String to) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    SettableListenableFuture<String> future = new SettableListenableFuture<>();
    future.addCallback(any -> answer.complete(call(to)), answer::completeExceptionally);
    futures.put(name, future);
    return answer;
  }

  @RequestMapping("/complete")
  public String complete(@RequestParam String name, @RequestParam String to) {
    SettableListenableFuture<String> future = futures.remove(name);
    if (future == null) {
      return "nobody listens";
    }
    future.set("done");
    return call(to);
  }
}
