/**
 * Parses a JWT strictly: canonical base64url, JSON without leniency, and the claims that
 * verification needs. Trusts nothing, and knows no keys.
 */
package io.tokenrelay.agent.verify.jwt;
