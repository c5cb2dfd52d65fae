package io.tokenrelay.instrumentation.spring;

import static io.tokenrelay.instrumentation.spring.Downstreams.call;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Requests that wait until another user's request answers them. */
@RestController
public class HeldRequests {
  private final ConcurrentMap<String, DeferredResult<CalledWhenWritten>> held =
      new ConcurrentHashMap<>();

  @RequestMapping("/hold")
  public DeferredResult<CalledWhenWritten> hold(@RequestParam String name) {
    DeferredResult<CalledWhenWritten> result = new DeferredResult<>(60_000L);
    held.put(name, result);
    return result;
  }

  /** Answers a held request, on this request's thread, and then calls for itself. */
  @RequestMapping("/answer")
  public String answer(@RequestParam String name, @RequestParam String to) {
    DeferredResult<CalledWhenWritten> result = held.remove(name);
    if (result == null) {
      return "nobody waits";
    }
    result.setResult(new CalledWhenWritten(to));
    return call(to);
  }

  @RequestMapping("/is-held")
  public String isHeld(@RequestParam String name) {
    return String.valueOf(held.containsKey(name));
  }
}
