package io.tokenrelay.instrumentation.jaxrs;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.jersey.server.Broadcaster;
import org.glassfish.jersey.server.ChunkedOutput;

/**
 * {@link EventSinks} by what Jersey's event sinks are: without another artifact, in each version.
 */
@Path("/events")
public class JakartaChunks {
  private interface Sending {
    void run() throws IOException;
  }

  /** Sends one chunk itself, and another one sends one more. */
  @GET
  public Object open(@QueryParam("to") String to) throws IOException {
    ChunkedOutput<StreamingOutput> chunks = new ChunkedOutput<>(StreamingOutput.class);
    StreamingOutput calledForWhenWritten = out -> write(out, Calling.call(to));
    park(
        () -> {
          chunks.write(calledForWhenWritten);
          chunks.close();
        });
    chunks.write(calledForWhenWritten);
    return chunks;
  }

  /** Another one closes the broadcaster. */
  @GET
  @Path("closed")
  public Object closed(@QueryParam("to") String to) throws IOException {
    Told broadcaster = new Told();
    broadcaster.closed = () -> Calling.call(to);
    park(broadcaster::closeAll);
    return openIn(broadcaster);
  }

  /** Another one broadcasts what cannot be written. */
  @GET
  @Path("failed")
  public Object failed(@QueryParam("to") String to) throws IOException {
    Told broadcaster = new Told();
    broadcaster.failed = () -> Calling.call(to);
    park(
        () ->
            broadcaster.broadcast(
                out -> {
                  throw new IOException("not written");
                }));
    return openIn(broadcaster);
  }

  private static ChunkedOutput<StreamingOutput> openIn(Told broadcaster) throws IOException {
    ChunkedOutput<StreamingOutput> chunks = new ChunkedOutput<>(StreamingOutput.class);
    broadcaster.add(chunks);
    chunks.write(out -> write(out, "open"));
    return chunks;
  }

  private static void write(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void park(Sending sending) {
    Calling.PARKED.add(
        () -> {
          try {
            sending.run();
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  /** A broadcaster that tells what became of its outputs. */
  private static final class Told extends Broadcaster<StreamingOutput> {
    private Runnable closed = () -> {};
    private Runnable failed = () -> {};

    @Override
    public void onClose(ChunkedOutput<StreamingOutput> output) {
      closed.run();
    }

    @Override
    public void onException(ChunkedOutput<StreamingOutput> output, Exception failure) {
      failed.run();
    }
  }
}
