package io.tokenrelay.smoke.spellings;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The handlers by Jakarta REST. */
@Path("/")
public class JakartaResource {
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
