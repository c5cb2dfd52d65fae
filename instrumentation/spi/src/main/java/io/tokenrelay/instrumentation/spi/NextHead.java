package io.tokenrelay.instrumentation.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a client has to say about the head of the request that is written next to a channel: for
 * clients that leave the writing to somebody else's codec (Netty's), which knows the channel and
 * nothing of calls. A channel has one request on its way at a time; one of HTTP/2 is a stream.
 *
 * <p>Lives here, in the agent loader, since the client and the codec may have been loaded by
 * different loaders. By the channel, and not by the thread that writes: an event loop writes for
 * everybody.
 */
public abstract class NextHead {
  private static final PerObject<NextHead> OF_CHANNELS = new PerObject<>();

  protected NextHead() {}

  /**
   * A call is about to be written to this channel.
   *
   * @param head of the call, which must not refer to the channel; null for one of nobody's, which
   *     takes the place of whatever was said before
   */
  public static void expect(Object channel, @Nullable NextHead head) {
    OF_CHANNELS.set(channel, head);
  }

  /** What was said about the head that is being written to this channel; said once. */
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
   * @param channel a channel of the codec's
   * @param head a head as the codec takes it
   */
  public abstract @Nullable Object inPlaceOf(Object channel, Object head);
}
