package io.tokenrelay.smoke.war;

import java.util.Collections;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ApplicationPath;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Application;
import javax.ws.rs.core.Context;

/** A JAX-RS application, where the server has JAX-RS. */
@ApplicationPath("/rest")
public class Rest extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Collections.singleton(Resource.class);
  }

  /** Its only resource. */
  @Path("/hello")
  public static class Resource {
    @GET
    @Produces("text/plain")
    public String get(@Context HttpServletRequest request) {
      return Caller.of(request);
    }
  }
}
