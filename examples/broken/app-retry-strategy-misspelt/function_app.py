import logging

import azure.functions as func

app = func.FunctionApp()


@app.retry(strategy="fixed_delai", max_retry_count="3", delay_interval="00:00:10")
@app.timer_trigger("timer", schedule="0 */5 * * * *")
def clean_up(timer: func.TimerRequest) -> None:
    logging.info("%s", timer.past_due)
