/**
 * Reactor 3.1 and later. What belongs together is a chain: a subscriber and everything upstream of
 * it, down to inner publishers and retries. {@code Chain} is what it carries, kept in the Reactor
 * context of the subscriber that began it; {@code CarryingSubscriber} stands between its operators
 * and opens it for every signal, whichever thread brings one.
 *
 * <p>A chain that was subscribed by nobody is one, too: it opens nothing, also on the thread of a
 * user who happens to feed it. So is what many share, whoever of them is the first.
 */
package io.tokenrelay.instrumentation.reactor;
