/**
 * The domain: what a token is, where it may go, and the two use cases, inbound and outbound. Pure
 * Java; knows neither JOSE libraries nor weaving.
 */
package io.tokenrelay.agent.relay;
