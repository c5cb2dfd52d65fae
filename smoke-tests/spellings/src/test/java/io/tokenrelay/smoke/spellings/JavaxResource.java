package io.tokenrelay.smoke.spellings;

import javax.ws.rs.GET;
import javax.ws.rs.Path;

/** The handlers by JAX-RS. */
@Path("/")
public class JavaxResource {
  @GET
  @Path("admin{rest: (/.*)?}")
  public String admin() {
    return Ran.note("admin");
  }

  @GET
  @Path("tenants{rest: (/.*)?}")
  public String tenants() {
    return Ran.note("tenants");
  }

  @GET
  @Path("users/{id}")
  public String users() {
    return Ran.note("users");
  }

  @GET
  @Path("health")
  public String health() {
    return Ran.note("health");
  }

  @GET
  @Path("actuator/health{rest: (/.*)?}")
  public String below() {
    return Ran.note("health");
  }
}
