/**
 * Reactor 3.1 and later. The unit is a chain: a subscriber and everything upstream of it, including
 * inner publishers and retries. {@code Chain} is what it carries, kept in the Reactor context of
 * the subscriber that began it; {@code CarryingSubscriber} sits between its operators and opens it
 * for every signal, on whichever thread.
 *
 * <p>A chain that was subscribed for nobody opens nothing, even on the thread of a user who happens
 * to feed it. The same goes for what many share, whoever is the first of them.
 */
package io.tokenrelay.instrumentation.reactor;
