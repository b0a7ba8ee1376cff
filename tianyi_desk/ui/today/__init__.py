"""今天要办: what is due, whose turn it is, and the audits of today where somebody must still sign."""
