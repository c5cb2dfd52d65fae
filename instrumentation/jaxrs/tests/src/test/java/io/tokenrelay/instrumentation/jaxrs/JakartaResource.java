package io.tokenrelay.instrumentation.jaxrs;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.Suspended;
import java.util.concurrent.TimeUnit;

/** Handlers that suspend their requests. */
@Path("/")
public class JakartaResource {
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

  /** What is to happen once the request has been answered, by whomever. */
  @GET
  @Path("completed")
  public void completed(@Suspended AsyncResponse response, @QueryParam("to") String to) {
    response.register((CompletionCallback) failure -> Calling.call(to));
    Calling.PARKED.add(() -> response.resume("answered"));
  }

  /** What is to happen if nobody answers in time; the time runs at once. */
  @GET
  @Path("late")
  public void late(@Suspended AsyncResponse response, @QueryParam("to") String to) {
    answerWhenLate(response, to);
    response.setTimeout(100, TimeUnit.MILLISECONDS);
  }

  /** The time begins to run when another request says so. */
  @GET
  @Path("patient")
  public void patient(@Suspended AsyncResponse response, @QueryParam("to") String to) {
    answerWhenLate(response, to);
    Calling.PARKED.add(() -> response.setTimeout(100, TimeUnit.MILLISECONDS));
  }

  private static void answerWhenLate(AsyncResponse response, String to) {
    response.setTimeoutHandler(late -> late.resume(Calling.call(to)));
  }

  /** Answers the request that is parked, on its own thread. */
  @GET
  @Path("answer")
  public String answer() throws InterruptedException {
    Calling.PARKED.take().run();
    return "done";
  }
}
