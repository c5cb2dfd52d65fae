package io.tokenrelay.instrumentation.jaxrs;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Type;

/**
 * Requests that are answered with events, by others: {@code JakartaResource.answer}. Apart, since
 * not every version has them.
 */
@Path("/events")
public class EventSinks {
  /** Sends one event itself, and another one sends one more. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void open(@Context SseEventSink sink, @QueryParam("to") String to) {
    Calling.PARKED.add(
        () -> {
          sink.send(new CalledForWhenWritten(to));
          sink.close();
        });
    sink.send(new CalledForWhenWritten(to));
  }

  /** Another one closes the broadcaster. */
  @GET
  @Path("closed")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void closed(@Context SseEventSink sink, @Context Sse sse, @QueryParam("to") String to) {
    SseBroadcaster broadcaster = sse.newBroadcaster();
    broadcaster.onClose(closed -> Calling.call(to));
    broadcaster.register(sink);
    Calling.PARKED.add(broadcaster::close);
    sink.send(sse.newEvent("open"));
  }

  /** Another one broadcasts to a sink that is closed. */
  @GET
  @Path("failed")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void failed(@Context SseEventSink sink, @Context Sse sse, @QueryParam("to") String to) {
    SseBroadcaster broadcaster = sse.newBroadcaster();
    broadcaster.onError((failed, failure) -> Calling.call(to));
    broadcaster.register(sink);
    Calling.PARKED.add(
        () -> {
          sink.close();
          broadcaster.broadcast(sse.newEvent("too late"));
        });
    sink.send(sse.newEvent("open"));
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
