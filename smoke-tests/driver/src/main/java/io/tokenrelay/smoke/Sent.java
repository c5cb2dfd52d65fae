package io.tokenrelay.smoke;

/**
 * A request of the driver.
 *
 * @param item what it ordered: different in every request
 * @param user who ordered
 * @param bearer what it carried
 * @param status what the gateway answered
 */
record Sent(String item, String user, Bearer bearer, int status) {}
