/**
 * What a token is, and what verifying it says. Knows neither where it came from nor where it goes.
 */
package io.tokenrelay.agent.relay.token;
