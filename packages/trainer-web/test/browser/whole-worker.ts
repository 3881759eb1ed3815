import '@wordloom/trainer-web/worker'
