package io.tokenrelay.instrumentation.jaxrs;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.Suspended;

/** Handlers that suspend their requests. */
@Path("/")
public class JavaxResource {
  @GET
  public String plain(@QueryParam("to") String to) {
    return to == null ? "" : Calling.call(to);
  }

  /** The task holds what it answers through. */
  @GET
  @Path("holding")
  public void holding(@Suspended AsyncResponse response, @QueryParam("to") String to) {
    Calling.POOL.execute(() -> response.resume(Calling.call(to)));
  }

  /** The task inside the task holds it. */
  @GET
  @Path("nested")
  public void nested(@Suspended AsyncResponse response, @QueryParam("to") String to) {
    Runnable holding = () -> response.resume(Calling.call(to));
    Calling.POOL.execute(() -> holding.run());
  }

  /** The task holds nothing that tells whose it is. */
  @GET
  @Path("naked")
  public void naked(@Suspended AsyncResponse response, @QueryParam("to") String to) {
    Calling.POOL.execute(new Calling.Telling(to, Calling.keep(response::resume)));
  }

  /** The request is answered by another one, which hands its task over. */
  @GET
  @Path("parked")
  public void parked(@Suspended AsyncResponse response, @QueryParam("to") String to) {
    Calling.PARKED.add(() -> response.resume(Calling.call(to)));
  }

  /** Hands over the task of the request that is parked: it is not this request's. */
  @GET
  @Path("release")
  public String release() throws InterruptedException {
    Calling.POOL.execute(Calling.PARKED.take());
    return "released";
  }
}
