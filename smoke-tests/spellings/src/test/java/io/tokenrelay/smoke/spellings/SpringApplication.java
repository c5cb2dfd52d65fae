package io.tokenrelay.smoke.spellings;

import java.lang.reflect.Method;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Spring MVC 4.3 to 6, with either of its matchers, and as generous as each version can be told to
 * be.
 */
final class SpringApplication {
  private SpringApplication() {}

  /** A servlet. */
  static Object withAntPathMatcher() {
    return dispatching(AntMapping.class);
  }

  /** A servlet. */
  static Object withPathPattern() {
    return dispatching(PatternMapping.class);
  }

  static boolean hasPathPattern() {
    return setter("setPatternParser") != null;
  }

  private static Object dispatching(Class<?> mapping) {
    AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    context.register(mapping, RequestMappingHandlerAdapter.class, Handlers.class);
    return new DispatcherServlet(context);
  }

  private static Method setter(String name) {
    for (Method method : RequestMappingHandlerMapping.class.getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    return null;
  }

  private static void set(Object mapping, String name, Object value) {
    Method setter = setter(name);
    if (setter != null) {
      try {
        setter.invoke(mapping, value);
      } catch (ReflectiveOperationException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  /** Spring's default before 6, and suffixes count for nothing, its default before 5.3. */
  public static class AntMapping extends RequestMappingHandlerMapping {
    public AntMapping() {
      set(this, "setPatternParser", null);
      set(this, "setUseSuffixPatternMatch", true);
      set(this, "setUseTrailingSlashMatch", true);
    }
  }

  /** Spring's default since 6. */
  public static class PatternMapping extends RequestMappingHandlerMapping {
    public PatternMapping() {
      try {
        Class<?> parser = Class.forName("org.springframework.web.util.pattern.PathPatternParser");
        Object generous = parser.getConstructor().newInstance();
        parser.getMethod("setCaseSensitive", boolean.class).invoke(generous, false);
        set(this, "setPatternParser", generous);
      } catch (ReflectiveOperationException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  /** Names no path that is a rule's by the letter only. */
  @Controller
  @ResponseBody
  public static class Handlers {
    @RequestMapping({"/admin", "/admin/**"})
    public String admin() {
      return Ran.note("admin");
    }

    @RequestMapping({"/tenants", "/tenants/**"})
    public String tenants() {
      return Ran.note("tenants");
    }

    @RequestMapping("/users/{id}")
    public String users() {
      return Ran.note("users");
    }

    @RequestMapping({"/health", "/actuator/health/**"})
    public String health() {
      return Ran.note("health");
    }
  }
}
