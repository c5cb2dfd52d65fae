package io.tokenrelay.instrumentation.spring;

import static io.tokenrelay.instrumentation.spring.Downstreams.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** One handler for each way to another thread; all answer what the called service has answered. */
@RestController
public class Controllers {
  @Autowired private SimpleAsyncTaskExecutor taskExecutor;
  @Autowired private SimpleAsyncTaskExecutor throttled;
  @Autowired private ThreadPoolTaskExecutor pool;
  @Autowired private ThreadPoolTaskExecutor decorated;
  @Autowired private Application.Asynchronous asynchronous;
  @Autowired private org.springframework.beans.factory.BeanFactory beans;
  @Autowired private ApplicationContext context;

  @RequestMapping("/plain")
  public String plain(@RequestParam String to) {
    return call(to);
  }

  @RequestMapping("/callable")
  public Callable<String> callable(@RequestParam String to) {
    return () -> call(to);
  }

  @RequestMapping("/web-async-task")
  public WebAsyncTask<String> webAsyncTask(@RequestParam String to) {
    return new WebAsyncTask<>(60_000L, "pool", () -> call(to));
  }

  @RequestMapping("/streaming")
  public StreamingResponseBody streaming(@RequestParam String to) {
    return out -> out.write(call(to).getBytes(StandardCharsets.UTF_8));
  }

  @RequestMapping("/async-void")
  public CompletableFuture<String> asyncVoid(@RequestParam String to) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    asynchronous.tell(to, answer);
    return answer;
  }

  @RequestMapping("/async-future")
  public CompletableFuture<String> asyncFuture(@RequestParam String to) {
    return asynchronous.ask(to);
  }

  @RequestMapping("/async-pool")
  public CompletableFuture<String> asyncPool(@RequestParam String to) {
    return asynchronous.askInThePool(to);
  }

  /** A naked task on a thread of its own. */
  @RequestMapping("/execute")
  public CompletableFuture<String> execute(@RequestParam String to) {
    return answerFrom(taskExecutor, to);
  }

  @RequestMapping("/throttled")
  public CompletableFuture<String> throttled(@RequestParam String to) {
    return answerFrom(throttled, to);
  }

  @RequestMapping("/pool")
  public CompletableFuture<String> pool(@RequestParam String to) {
    return answerFrom(pool, to);
  }

  @RequestMapping("/decorated")
  public CompletableFuture<String> decorated(@RequestParam String to) {
    CallingTask task = new CallingTask(to);
    decorated.execute(task);
    return task.answer;
  }

  /**
   * Waits for the pool on the server's thread, which runs the task itself when the pool is full.
   */
  @RequestMapping("/submit")
  public String submit(@RequestParam String to) throws ExecutionException, InterruptedException {
    return pool.submit(() -> call(to)).get();
  }

  @RequestMapping("/deferred")
  public DeferredResult<CalledWhenWritten> deferred(@RequestParam String to) {
    DeferredResult<CalledWhenWritten> result = new DeferredResult<>(60_000L);
    taskExecutor.execute(() -> result.setResult(new CalledWhenWritten(to)));
    return result;
  }

  /** The task itself calls, and holds the result. */
  @RequestMapping("/deferred-task")
  public DeferredResult<String> deferredTask(@RequestParam String to) {
    DeferredResult<String> result = new DeferredResult<>(60_000L);
    pool.execute(() -> result.setResult(call(to)));
    return result;
  }

  @RequestMapping("/emitter")
  public ResponseBodyEmitter emitter(@RequestParam String to) {
    ResponseBodyEmitter emitter = new ResponseBodyEmitter(60_000L);
    taskExecutor.execute(
        () -> {
          try {
            emitter.send(call(to), MediaType.TEXT_PLAIN);
            emitter.complete();
          } catch (IOException failure) {
            emitter.completeWithError(failure);
          }
        });
    return emitter;
  }

  /** Creates a bean that calls while it is made. */
  @RequestMapping("/lazy")
  public String lazy(@RequestParam String to) {
    CallsWhenMade.to(to);
    return beans.getBean("callsWhenMade", CallsWhenMade.class).answer + " then " + call(to);
  }

  /** Asks for a bean by its name: it, or the object of a factory, calls while it is made. */
  @RequestMapping("/made")
  public String made(@RequestParam String to, @RequestParam String name) {
    CallsWhenMade.to(to);
    return beans.getBean(name, CallsWhenMade.class).answer + " then " + call(to);
  }

  /** Makes a context below the application's, whose beans call when it starts. */
  @RequestMapping("/child")
  public String child(@RequestParam String to) {
    CallsWhenMade.to(to);
    try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
      child.setParent(context);
      child.register(ChildContext.class);
      child.refresh();
      return child.getBean(ChildContext.Answers.class).all + " then " + call(to);
    }
  }

  /** Times out at once, and calls then. */
  @RequestMapping("/timeout")
  public DeferredResult<String> timeout(@RequestParam String to) {
    DeferredResult<String> result = new DeferredResult<>(1L);
    result.onTimeout(() -> result.setResult(call(to)));
    return result;
  }

  /** Starts the scheduled work, whose bean nobody has asked for before. */
  @RequestMapping("/schedule")
  public String schedule(@RequestParam String to) throws InterruptedException {
    Scheduled scheduled = beans.getBean(Scheduled.class);
    scheduled.start(to);
    return String.join(",", scheduled.answers());
  }

  private static CompletableFuture<String> answerFrom(
      java.util.concurrent.Executor executor, String url) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    executor.execute(() -> answer.complete(call(url)));
    return answer;
  }
}
