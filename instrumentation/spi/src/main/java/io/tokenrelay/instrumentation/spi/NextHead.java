package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a client wants done to the next request head written to a channel: for clients that leave
 * the writing to another library's codec (Netty's), which knows the channel but not the call. A
 * channel writes one request at a time; with HTTP/2 a channel is a stream.
 *
 * <p>Lives here, in the agent loader, since different loaders may have loaded the client and the
 * codec. Keyed by channel, not by thread: an event loop writes for everybody.
 */
public abstract class NextHead {
  private static final PerObject<NextHead> OF_CHANNELS = new PerObject<>();

  protected NextHead() {}

  /**
   * A call is about to be written to this channel.
   *
   * @param head the call's, which must not refer to the channel; null for nobody's call, which
   *     replaces whatever was set before
   */
  public static void expect(Object channel, @Nullable NextHead head) {
    OF_CHANNELS.set(channel, head);
  }

  /** Removes and returns what was set for the head that is being written to this channel. */
  public static @Nullable NextHead take(Object channel) {
    NextHead head = OF_CHANNELS.get(channel);
    if (head != null) {
      OF_CHANNELS.set(channel, null);
    }
    return head;
  }

  /**
   * The head to write in place of this one; null to write it as it is.
   *
   * @param channel the codec's channel
   * @param head a request head as the codec takes it
   */
  public abstract @Nullable Object inPlaceOf(Object channel, Object head);
}
