package io.tokenrelay.instrumentation.spring;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.support.SimpleThreadScope;

/** What the first request that asks for it has Spring make, and what each request has made. */
@Configuration
public class FirstAsked {
  @Bean
  @Lazy
  public Factory madeOnce() {
    return new Factory(true);
  }

  @Bean
  public Factory madeForEach() {
    return new Factory(false);
  }

  @Bean
  @Scope("prototype")
  public Factory madeByItsOwn() {
    return new Factory(true);
  }

  @Bean
  @Scope("prototype")
  public CallsWhenMade prototype() {
    return new CallsWhenMade();
  }

  @Bean
  @Scope("request")
  public CallsWhenMade ofTheRequest() {
    return new CallsWhenMade();
  }

  /** As Spring Cloud keeps beans until its next refresh. */
  @Bean
  @Scope("kept")
  public CallsWhenMade keptForAWhile() {
    return new CallsWhenMade();
  }

  @Bean
  @Scope("session")
  public CallsWhenMade ofTheSession() {
    return new CallsWhenMade();
  }

  /** A scope of the application's. */
  @Bean
  public static CustomScopeConfigurer kept() {
    CustomScopeConfigurer scopes = new CustomScopeConfigurer();
    scopes.addScope("kept", new SimpleThreadScope());
    return scopes;
  }

  /** Its object calls while it is made. */
  public static class Factory implements FactoryBean<CallsWhenMade> {
    private final boolean once;

    Factory(boolean once) {
      this.once = once;
    }

    @Override
    public CallsWhenMade getObject() {
      return new CallsWhenMade();
    }

    @Override
    public Class<?> getObjectType() {
      return CallsWhenMade.class;
    }

    @Override
    public boolean isSingleton() {
      return once;
    }
  }
}
