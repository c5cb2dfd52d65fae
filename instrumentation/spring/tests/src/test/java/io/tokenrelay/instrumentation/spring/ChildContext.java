package io.tokenrelay.instrumentation.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextRefreshedEvent;

/** A context of its own for a client, as Spring Cloud makes it when that is first needed. */
@Configuration
public class ChildContext {
  @Bean
  public Answers answers() {
    return new Answers();
  }

  @Bean
  public Started started(Answers answers) {
    return new Started(answers);
  }

  @Bean
  public SmartInitializingSingleton initialized(Answers answers) {
    return answers::ask;
  }

  @Bean
  public Refreshed refreshed(Answers answers) {
    return new Refreshed(answers);
  }

  /** Who each call was made for. */
  public static class Answers {
    final List<String> all = new CopyOnWriteArrayList<>();

    void ask() {
      all.add(new CallsWhenMade().answer);
    }
  }

  /** Told when its context has been refreshed. */
  public static class Refreshed implements ApplicationListener<ContextRefreshedEvent> {
    private final Answers answers;

    Refreshed(Answers answers) {
      this.answers = answers;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
      answers.ask();
    }
  }

  /** Started with its context. */
  public static class Started implements SmartLifecycle {
    private final Answers answers;
    private volatile boolean running;

    Started(Answers answers) {
      this.answers = answers;
    }

    @Override
    public void start() {
      running = true;
      answers.ask();
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public void stop(Runnable stopped) {
      stop();
      stopped.run();
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public boolean isAutoStartup() {
      return true;
    }

    @Override
    public int getPhase() {
      return 0;
    }
  }
}
