package io.tokenrelay.instrumentation.jaxrs;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Type;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Requests that are answered with events, by others. Apart, since not every version has them. */
@Path("/events")
public class EventSinks {
  private static final BlockingQueue<Runnable> OPEN = new LinkedBlockingQueue<>();

  /** Sends one event itself. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void open(@Context SseEventSink sink, @QueryParam("to") String to) {
    sink.send(new CalledForWhenWritten(to))
        .thenRun(
            () ->
                OPEN.add(
                    () -> {
                      sink.send(new CalledForWhenWritten(to));
                      sink.close();
                    }));
  }

  /** Sends an event to the request that is open, on its own thread. */
  @GET
  @Path("send")
  public String send() throws InterruptedException {
    OPEN.take().run();
    return "sent";
  }

  /** An event for whose data the application has to call while it is written. */
  private static final class CalledForWhenWritten implements OutboundSseEvent {
    private final String url;

    CalledForWhenWritten(String url) {
      this.url = url;
    }

    @Override
    public Object getData() {
      return Calling.call(url);
    }

    @Override
    public Class<?> getType() {
      return String.class;
    }

    @Override
    public Type getGenericType() {
      return String.class;
    }

    @Override
    public MediaType getMediaType() {
      return MediaType.TEXT_PLAIN_TYPE;
    }

    @Override
    public String getId() {
      return "1";
    }

    @Override
    public String getName() {
      return "called";
    }

    @Override
    public String getComment() {
      return "";
    }

    @Override
    public long getReconnectDelay() {
      return RECONNECT_NOT_SET;
    }

    @Override
    public boolean isReconnectDelaySet() {
      return false;
    }
  }
}
