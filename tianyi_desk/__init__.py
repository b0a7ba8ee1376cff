"""天一签到核查: judge auditors' on-site check-ins for a certification body."""
