/**
 * What a token is, and the result of verifying it. Knows neither where it came from nor where it
 * goes.
 */
package io.tokenrelay.agent.relay.token;
