package io.tokenrelay.instrumentation.spring;

import static io.tokenrelay.instrumentation.spring.Downstreams.call;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Requests that wait until another user's request answers them. */
@RestController
public class HeldRequests {
  private final ConcurrentMap<String, DeferredResult<CalledWhenWritten>> held =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<String, ResponseBodyEmitter> emitters = new ConcurrentHashMap<>();

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

  @RequestMapping("/hold-emitter")
  public ResponseBodyEmitter holdEmitter(@RequestParam String name) {
    ResponseBodyEmitter emitter = new ResponseBodyEmitter(60_000L);
    emitters.put(name, emitter);
    return emitter;
  }

  /** Writes to a held request's answer, on this request's thread, and then calls for itself. */
  @RequestMapping("/answer-emitter")
  public String answerEmitter(@RequestParam String name, @RequestParam String to)
      throws IOException {
    ResponseBodyEmitter emitter = emitters.remove(name);
    if (emitter == null) {
      return "nobody waits";
    }
    emitter.send(new CalledWhenWritten(to), MediaType.TEXT_PLAIN);
    emitter.complete();
    return call(to);
  }

  @RequestMapping("/is-held")
  public String isHeld(@RequestParam String name) {
    return String.valueOf(held.containsKey(name) || emitters.containsKey(name));
  }
}
