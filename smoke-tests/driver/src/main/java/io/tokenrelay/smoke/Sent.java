package io.tokenrelay.smoke;

/**
 * A request of the driver.
 *
 * @param item what it ordered: different in every request
 * @param user who ordered
 * @param bearer what it carried
 * @param status what the gateway answered
 * @param served whether the answer holds the price, so that every service did its part
 */
record Sent(String item, String user, Bearer bearer, int status, boolean served) {}
